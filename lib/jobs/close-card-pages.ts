import { getDb } from '@/db/client';
import { listPagesToClose, noteClosed, type OpenCardPage } from '@/lib/defence';
import { withdrawSetup } from '@/lib/fans';
import { log } from '@/lib/log';
import { withdrawPayment } from '@/lib/payments';

/**
 * Closes the hosted pages of who is blocked, and those on which too many cards were refused: a block would
 * else leave open what was opened before. Their payments end by the processor's own events.
 *
 * @returns how many were closed; one that the processor did not answer for is tried again
 */
export async function closeCardPages(): Promise<number> {
  let closed = 0;
  for (const page of await listPagesToClose(getDb())) {
    try {
      await close(page);
      await noteClosed(getDb(), page.id);
      closed += 1;
    } catch (error) {
      log.warn('card_page.not_closed', { page: page.id, error: error instanceof Error ? error.name : '' });
    }
  }
  return closed;
}

async function close({ id, deed }: OpenCardPage): Promise<void> {
  if (deed === 'card') return withdrawSetup(id);
  await withdrawPayment(id);
}
