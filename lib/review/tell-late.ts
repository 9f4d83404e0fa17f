import { eq, and, lt, inArray, asc } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { creator, payout, person } from '@/db/schema';
import { addDays, dayIn } from '@/lib/dates';
import { env } from '@/lib/env';
import { enqueueMails, renderMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { LATE_DAYS } from './input';
import { waitingStatuses } from './list-queue';

const NAMED = 5;
/** More than this is a state of emergency; the mail says that there are so many. */
const MOST = 100;

/**
 * Tells every admin once a day which payouts nobody has decided about for two days.
 *
 * @param now business time
 * @returns how many mails were written
 */
export async function tellLatePayouts(now: Date): Promise<number> {
  const late = await getDb()
    .select({ id: payout.id, name: creator.name, amountMinor: payout.amountMinor, currency: payout.currency })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .where(and(inArray(payout.status, waitingStatuses), lt(payout.requestedAt, addDays(now, -LATE_DAYS))))
    .orderBy(asc(payout.requestedAt), asc(payout.id))
    .limit(MOST);
  if (late.length === 0) return 0;
  const subject = late.length === 1 ? 'A payout has waited longer than two days' : `${late.length} payouts have waited longer than two days`;
  const words = renderMail({
    title: subject,
    paragraphs: [
      late.slice(0, NAMED).map(({ name, amountMinor, currency }) => `${name}: ${formatMoney(amountMinor, currency)}`).join(', ') + (late.length > NAMED ? `, and ${late.length - NAMED} more.` : '.'),
      'Their creators wait for their money. Decide, or say on hold what you wait for.',
    ],
    button: { label: 'Open the queue', url: new URL('/admin/payouts?only=late', env().APP_URL).href },
  });
  return inTransaction(async (tx) => {
    const admins = await tx.select({ id: person.id, email: person.email }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
    return enqueueMails(tx, admins.flatMap(({ id, email }) => (email ? [{ key: `payouts-late:${dayIn('UTC', now)}:${id}`, recipient: email, subject, ...words }] : [])));
  });
}
