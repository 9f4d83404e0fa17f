import { and, eq, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { fraudWarning, person } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { env } from '@/lib/env';
import { isRefusal } from '@/lib/errors';
import { log } from '@/lib/log';
import { enqueueMails, renderMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { askWarnedRefundIn } from './refund-warned';
import { findWarning, type WarningRow } from './warnings';

/** How long after each refund that failed the next is asked for; after the last an admin has to look. */
const PAUSES_MS = [60, 6 * 60, 24 * 60].map((minutes) => minutes * MINUTE_MS);
/** A warning that nothing helped for so long is an admin's matter alone. */
const OLDEST_DAYS = 14;

type Failed = { id: string; tries: number; lastAt: Date };

/**
 * Asks again for refunds of warned payments that failed, as when the operator's balance had too little:
 * an hour, six hours and a day after the one before, while it still helps. When the last has failed as
 * well, every admin is told, once. Each try is a refund of its own.
 *
 * @param now business time
 * @returns how many were asked for again
 */
export async function retryWarned(now: Date): Promise<number> {
  let asked = 0;
  for (const failed of await listFailed(now)) {
    const pauseMs = PAUSES_MS[failed.tries - 1];
    if (pauseMs === undefined) await alarm(failed.id);
    else if (addMilliseconds(failed.lastAt, pauseMs) <= now && (await askAgain(failed.id, now))) asked += 1;
  }
  return asked;
}

async function listFailed(now: Date): Promise<Failed[]> {
  const { rows } = await getDb().execute<{ id: string; tries: number; lastMs: number }>(sql`
    select w.id, count(*)::int as tries, (extract(epoch from max(f.created_at)) * 1000)::float8 as "lastMs"
    from fraud_warning w join refund r on r.id = w.refund_id and r.status = 'failed'
    join refund f on f.payment_id = w.payment_id and f.reason = 'fraudulent' and f.status = 'failed'
    where r.created_at > ${now.toISOString()}::timestamptz - make_interval(days => ${OLDEST_DAYS})
    group by w.id order by w.id`);
  return rows.map(({ id, tries, lastMs }) => ({ id, tries, lastAt: new Date(lastMs) }));
}

async function askAgain(warningId: string, now: Date): Promise<boolean> {
  try {
    return await inTransaction(async (tx) => {
      const warning = await lockWaiting(tx, warningId);
      if (!warning) return false;
      await askWarnedRefundIn(tx, warning, now);
      return true;
    });
  } catch (error) {
    // Disputed or given back meanwhile: it waits for nothing any more, or for an admin.
    if (!isRefusal(error)) throw error;
    log.info('warning.not_retried', { warning: warningId, code: error.code });
    return false;
  }
}

async function alarm(warningId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const warning = await lockWaiting(tx, warningId);
    if (warning) await tell(tx, warning);
  });
}

async function lockWaiting(tx: Tx, warningId: string): Promise<WarningRow | null> {
  await tx.select({ id: fraudWarning.id }).from(fraudWarning).where(eq(fraudWarning.id, warningId)).for('update');
  const warning = await findWarning(tx, warningId);
  return warning?.waits && warning.refundStatus === 'failed' ? warning : null;
}

/** The key is the warning's: told again it is no second mail. */
async function tell(tx: Tx, { id, amountMinor, currency, failureCode }: WarningRow): Promise<void> {
  const admins = await tx.select({ id: person.id, email: person.email }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
  const subject = `A refund of ${formatMoney(amountMinor, currency)} failed ${PAUSES_MS.length + 1} times`;
  const words = renderMail({
    title: subject,
    paragraphs: [
      `A bank warned that this payment may be fraud, and Stripe would not send it back${failureCode ? ` (${failureCode})` : ''}. It is not tried again by itself.`,
      'Look at Stripe’s balance and at the payment, then send it back by hand: a dispute would cost a fee as well.',
    ],
    button: { label: 'Open the warning', url: new URL(`/admin/disputes/warnings/${id}`, env().APP_URL).href },
    foot: 'You get this mail because you are an admin here. There is one for each warning.',
  });
  await enqueueMails(tx, admins.flatMap(({ id: adminId, email }) => (email ? [{ key: `warning-stuck:${id}:${adminId}`, recipient: email, subject, ...words }] : [])));
}
