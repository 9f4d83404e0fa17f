import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { getDb, type Queryable } from '@/db/client';
import { bill, creator, fan, payment, reconcileGap } from '@/db/schema';
import { isId } from '@/lib/ids';
import { isCurrency, type Currency } from '@/lib/money';
import { fetchStrayCharge, type StrayCharge } from '@/lib/stripe';

/** What a charge that the books do not know paid for, by what it names: a tip for a page, or a bill that waits. */
export type StrayPurpose =
  | { kind: 'tip'; paymentId: string; sessionId: string; creatorId: string; name: string; handle: string }
  | { kind: 'bill'; paymentId: string; customerId: string; paymentMethodId: string; billId: string };

export type Stray = StrayCharge & { currency: Currency; purpose: StrayPurpose | null; isOurs: boolean };

/**
 * A charge at the processor that the books do not know, with what it seems to have paid for; null when
 * there is no such difference. Books that were restored have such charges, of all that was paid after their backup.
 *
 * @throws ProcessorUnavailable
 */
export async function findStray(objectId: string): Promise<Stray | null> {
  const [open] = await getDb()
    .select({ objectId: reconcileGap.objectId })
    .from(reconcileGap)
    .where(and(eq(reconcileGap.objectId, objectId), isNull(reconcileGap.closedAt), eq(reconcileGap.kind, 'not_in_ledger'), inArray(reconcileGap.type, ['charge', 'payment'])));
  if (!open) return null;
  const charge = await fetchStrayCharge(objectId);
  const { currency } = charge;
  if (!isCurrency(currency)) return null;
  const db = getDb();
  return { ...charge, currency, isOurs: await isKnown(db, charge), purpose: await purposeOf(db, charge) };
}

/** Whether its payment is there: whatever it lacks comes with that. */
export async function isKnown(db: Queryable, { chargeId, paymentId }: Pick<StrayCharge, 'chargeId' | 'paymentId'>): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select 1 from payment where charge_id = ${chargeId} or id = ${paymentId !== null && isId(paymentId) ? paymentId : null}::uuid`);
  return rows.length > 0;
}

async function purposeOf(db: Queryable, charge: StrayCharge): Promise<StrayPurpose | null> {
  const { paymentId } = charge;
  if (paymentId === null || !isId(paymentId) || charge.refundedMinor > 0 || charge.isDisputed) return null;
  return charge.customerId === null ? tipOf(db, charge, paymentId) : billOf(db, charge, charge.customerId, paymentId);
}

/** The page is named in the words of the charge, by a handle that nobody else has. */
async function tipOf(db: Queryable, { description, sessionId, currency }: StrayCharge, paymentId: string): Promise<StrayPurpose | null> {
  const handle = /^Tip for .*\(@([a-z0-9-]+)\)$/.exec(description)?.[1];
  if (!handle || sessionId === null) return null;
  const [page] = await db.select({ creatorId: creator.id, name: creator.name, handle: creator.handle, currency: creator.currency }).from(creator).where(eq(creator.handle, handle));
  if (page?.currency !== currency) return null;
  return { kind: 'tip', paymentId, sessionId, creatorId: page.creatorId, name: page.name, handle: page.handle };
}

/** The one bill of its payer that waits for just this sum: what was drafted anew has another id than the charge names. */
async function billOf(db: Queryable, { amountMinor, currency, paymentMethodId }: StrayCharge, customerId: string, paymentId: string): Promise<StrayPurpose | null> {
  if (paymentMethodId === null || !isCurrency(currency)) return null;
  const waiting = await db
    .select({ billId: bill.id })
    .from(bill)
    .innerJoin(fan, eq(fan.id, bill.fanId))
    .where(and(
      eq(fan.stripeCustomerId, customerId), inArray(bill.status, ['due', 'failing']), eq(bill.amountMinor, amountMinor), eq(bill.currency, currency),
      sql`not exists (select from ${payment} p where p.bill_id = ${bill.id} and p.status in ('created', 'open', 'processing', 'succeeded'))`,
    ));
  const [only] = waiting;
  return only && waiting.length === 1 ? { kind: 'bill', paymentId, customerId, paymentMethodId, billId: only.billId } : null;
}
