import { closeDb, getDb } from '@/db/client';
import { findFanById, openCardSetup } from '@/lib/fans';
import { processEvents } from '@/lib/webhooks';

/**
 * A server of its own, as far as saving a card goes: says the address of the page for a fan and a
 * key, then, when told to, works through the inbox.
 */
async function main([fanId = '', key = '']: string[]): Promise<void> {
  const fan = await findFanById(getDb(), fanId);
  if (!fan) throw new Error('there is no such fan');
  const page = { key, returnPath: '/account/cards', cancelPath: '/account/cards', currency: 'USD' as const };
  process.stdout.write(`${await openCardSetup(fan, { ...page, now: new Date() })}\n`);
  for await (const _line of process.stdin) {
    process.stdout.write(`${await processEvents()}\n`);
    break;
  }
  await closeDb();
  process.exit(0);
}

await main(process.argv.slice(2));
