import { getDb } from '@/db/client';
import { draftBills, overduePages, writeOffBills } from '@/lib/billing';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { takeOffTabs } from '@/lib/freeze';
import { log } from '@/lib/log';
import { neverOpened } from '@/lib/payments';
import { closePages, collectBills } from './collect-bills';
import type { JobOutcome, JobWatch } from './jobs';

/**
 * The evening's run: makes the bills of every tab whose evening has come, then charges all bills
 * that are new. What is for suspended pages is taken off before, and once more of bills that were made
 * while one was suspended. Its progress counts tabs and bills together, as both pass by one after the other.
 */
export async function runBilling(now: Date, watch: JobWatch): Promise<JobOutcome> {
  const before = await takeOffTabs(now);
  const { tabs, bills, lines } = await draftBills(now, watch.progress);
  const takenOff = before + (tabs > 0 ? await takeOffTabs(now) : 0);
  const collected = await collectBills(now, 'due', (done, of) => watch.progress(tabs + done, tabs + of));
  return { tabs, bills, lines, ...collected, takenOff };
}

/** A hosted page lives an hour; one that was never made by then never will be. */
const NEVER_MS = 60 * MINUTE_MS;

/**
 * Tries bills again that could not be charged, when their day has come or their fan has a new card,
 * and gives up those that nobody could collect for three weeks. A hosted page that never opened must not keep its bill from either.
 */
export async function runDunning(now: Date, watch: JobWatch): Promise<JobOutcome> {
  let collected: JobOutcome = {};
  let writtenOff: number;
  try {
    await closePages(await neverOpened(getDb(), 'bill', addMilliseconds(now, -NEVER_MS)));
    await takeOffTabs(now);
    collected = await collectBills(now, 'failing', watch.progress);
  } finally {
    // Whatever stopped the charges, what is over is given up.
    writtenOff = await giveUpOver(now);
  }
  return { ...collected, writtenOff };
}

/** Pages left open must not keep their bill from its end; one that was paid at the last moment is paid. */
async function giveUpOver(now: Date): Promise<number> {
  for (const id of await overduePages(now)) {
    await closePages([id]).catch((error: unknown) => log.error('bill.page_not_closed', error, { payment: id }));
  }
  return writeOffBills(now);
}
