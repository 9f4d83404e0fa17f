import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { person, reconcileGap } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import { enqueueMails, renderMail } from '@/lib/mail';
import { formatMoney, isCurrency } from '@/lib/money';
import { wake } from '@/lib/queue';

/** A processor that is away makes many differences; admins get one mail an hour of them. */
const QUIET_MS = 60 * MINUTE_MS;
const SHOWN = 5;

/**
 * Mails every admin about differences that nobody was told of yet: how many, the first of them, and
 * where to look. At most once an hour, however many there are and however many workers look.
 *
 * @param now real time
 * @returns how many admins were told
 */
export async function alarmAdmins(now: Date): Promise<number> {
  const mailId = newId();
  const told = await inTransaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('reconcile.alarm', 0))`);
    if (await wasToldSince(tx, addMilliseconds(now, -QUIET_MS))) return 0;
    const fresh = await tx
      .update(reconcileGap)
      .set({ alarmedAt: now })
      .where(and(isNull(reconcileGap.closedAt), isNull(reconcileGap.alarmedAt)))
      .returning({ objectId: reconcileGap.objectId, amountMinor: reconcileGap.amountMinor, currency: reconcileGap.currency });
    return fresh.length === 0 ? 0 : tell(tx, mailId, fresh);
  });
  if (told > 0) wake('outbox');
  return told;
}

async function wasToldSince(tx: Tx, since: Date): Promise<boolean> {
  const [told] = await tx.select({ at: reconcileGap.alarmedAt }).from(reconcileGap).where(gt(reconcileGap.alarmedAt, since)).limit(1);
  return told !== undefined;
}

type Fresh = { objectId: string; amountMinor: number; currency: string };

async function tell(tx: Tx, mailId: string, fresh: Fresh[]): Promise<number> {
  const admins = await tx.select({ id: person.id, email: person.email }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
  const subject = fresh.length === 1 ? 'Stripe’s record and ours differ' : `Stripe’s record and ours differ in ${fresh.length} places`;
  const words = renderMail({
    title: subject,
    paragraphs: [
      'For more than five minutes Stripe’s record of the balance and our ledger have not said the same:',
      ...fresh.slice(0, SHOWN).map(({ objectId, amountMinor, currency }) => `${objectId}: ${isCurrency(currency) ? formatMoney(amountMinor, currency) : `${amountMinor} ${currency}`}`),
      ...(fresh.length > SHOWN ? [`And ${fresh.length - SHOWN} more.`] : []),
      'The page says what each of them is and what to do. No payout should be approved before it is understood.',
    ],
    button: { label: 'Look at the differences', url: new URL('/admin/reconciliation', env().APP_URL).href },
    foot: 'You get this mail because you are an admin here. The next one comes in an hour at the earliest.',
  });
  return enqueueMails(tx, admins.flatMap(({ id, email }) => (email ? [{ key: `reconcile:${mailId}:${id}`, recipient: email, subject, ...words }] : [])));
}
