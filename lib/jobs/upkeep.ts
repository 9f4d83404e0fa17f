import { and, eq, inArray, lt } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { jobRun, mailMessage, webhookEvent } from '@/db/schema';
import { purgeExpired } from '@/lib/auth';
import { mailLateBillReceipts } from '@/lib/billing';
import { sweepPictures } from '@/lib/creators';
import { addDays, addMilliseconds } from '@/lib/dates';
import { forgetOldPages } from '@/lib/defence';
import { giveUpSetups } from '@/lib/fans';
import { emptyOldAddresses } from '@/lib/origins';
import { FORMER_ADDRESS_DAYS } from '@/lib/payout-accounts';
import { endPledges } from '@/lib/pledges';
import { eraseLateNotices, eraseReporters } from '@/lib/privacy';
import { dropNeverOpenedTips, mailLateReceipts, purgeTipDrafts } from '@/lib/tips';
import { purgeEmailChanges, purgeFormerAddresses } from '@/lib/users';
import type { JobOutcome } from './jobs';

const KEPT_DAYS = 30;
/** Stripe tells a fee within minutes; after an hour a receipt goes out with the estimate. */
const FEE_LATE_MS = 3_600_000;

/**
 * Clears what has had its day: unconfirmed drafts, never opened payments and pictures that no page
 * shows after one, the inbox, sent mails and job records after thirty (SECURITY.md 7.1). Nothing of
 * the ledger is ever cleared. It ends pledges whose days are over or that nobody confirmed, and it mails the receipts whose fee the processor has not told.
 */
export async function upkeep(now: Date): Promise<JobOutcome> {
  const db = getDb();
  const old = addDays(new Date(), -KEPT_DAYS);
  const events = await db
    .delete(webhookEvent)
    .where(and(inArray(webhookEvent.state, ['done', 'ignored']), lt(webhookEvent.receivedAt, old)));
  const mails = await db.delete(mailMessage).where(and(eq(mailMessage.state, 'sent'), lt(mailMessage.sentAt, old)));
  const pledges = await endPledges(now);
  const runs = await db.delete(jobRun).where(lt(jobRun.startedAt, old));
  return {
    receipts: await mailLateReceipts(addMilliseconds(now, -FEE_LATE_MS)) + await mailLateBillReceipts(addMilliseconds(now, -FEE_LATE_MS)),
    drafts: await purgeTipDrafts(addDays(now, -1)),
    pictures: await sweepPictures(addDays(new Date(), -1)),
    neverOpened: await dropNeverOpenedTips(addDays(now, -1)),
    pledges: pledges.left + pledges.notSaved + pledges.notConfirmed,
    setups: await giveUpSetups(addDays(now, -1), now),
    events: events.rowCount ?? 0,
    mails: mails.rowCount ?? 0,
    runs: runs.rowCount ?? 0,
    signIns: await purgeExpired(db, new Date()),
    changes: await purgeEmailChanges(new Date()),
    formerAddresses: await purgeFormerAddresses(addDays(now, -FORMER_ADDRESS_DAYS)),
    notices: await eraseLateNotices(),
    reporters: await eraseReporters(now),
    addresses: await emptyOldAddresses(db, now),
    cardPages: await forgetOldPages(new Date()),
  };
}
