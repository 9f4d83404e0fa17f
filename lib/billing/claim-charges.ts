import { and, eq, inArray, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { card, fan, payment } from '@/db/schema';
import { everybody, formatDay } from '@/lib/dates';
import { newId } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import { PaymentUnderWay, startPayment } from '@/lib/payments';
import { billPath } from './bill-link';
import { lockBills } from './bill-rows';
import { isShut } from './is-shut';
import { refuseBills } from './refuse-bills';

/** Real time for which a claimed bill is ours: longer than a batch takes when the processor is slow. */
const LEASE_SECONDS = 300;
/** How long somebody who is paying on the hosted page is left in peace. */
const PAGE_MINUTES = 10;

/** What became of the bills that were due: to be charged now, refused at once, or being paid by hand. */
export type ClaimedCharges = {
  /** Payments to be charged: begun now, or begun before by somebody who never heard the answer. */
  paymentIds: string[];
  /** Bills without a card that could be charged; they are in dunning now. */
  refused: number;
  /** Payments on hosted pages that were left open: withdraw them, and their bills can be charged. */
  abandoned: string[];
};

type DueBill = { id: string; fanId: string; currency: Currency; minor: string };
type Status = 'due' | 'failing';

/**
 * Claims bills that are to be charged now, and writes the row of each charge before anybody asks the
 * processor: from here on a crash leaves something to take up again under the same key. Workers
 * share the bills by lease and SKIP LOCKED. A bill on whose hosted page somebody is paying is left, and
 * so are those of a suspended person: they stand still, and go on once that is lifted.
 *
 * @param now business time
 * @param status 'due' for new bills, 'failing' for those in dunning
 * @returns null when nothing is due
 */
export async function claimCharges(now: Date, status: Status, limit: number): Promise<ClaimedCharges | null> {
  const claimed = await inTransaction((tx) => claim(tx, now, status, limit));
  if (!claimed) return null;
  if (claimed.cardless.length > 0) await inTransaction((tx) => refuseCardless(tx, claimed.cardless, now));
  return { paymentIds: claimed.paymentIds, refused: claimed.cardless.length, abandoned: claimed.abandoned };
}

/** How many bills are to be charged now, whoever has claimed them: for a run to say how far it is. */
export async function countCharges(now: Date, status: Status): Promise<number> {
  const { rows } = await getDb().execute<{ due: number }>(sql`
    select count(*)::int as due from bill where status = ${status} and next_attempt_at <= ${now.toISOString()}::timestamptz and not ${isShut(sql`bill.fan_id`)}`);
  return rows[0]?.due ?? 0;
}

type Cardless = { billId: string; hasRefusedCard: boolean };

async function claim(tx: Tx, now: Date, status: Status, limit: number) {
  const { rows: bills } = await tx.execute<DueBill>(sql`
    update bill set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    where id in (
      select id from bill
      where status = ${status} and next_attempt_at <= ${now.toISOString()}::timestamptz and (lease_until is null or lease_until < now())
        and not ${isShut(sql`bill.fan_id`)}
      order by next_attempt_at, id limit ${limit} for update skip locked)
    returning id, fan_id as "fanId", currency, amount_minor::text as minor`);
  if (bills.length === 0) return null;
  const open = await openPayments(tx, bills.map(({ id }) => id));
  const cards = await cardsOf(tx, bills.map(({ fanId }) => fanId));
  const paymentIds: string[] = [];
  const cardless: Cardless[] = [];
  const abandoned: string[] = [];
  for (const due of bills) {
    const under = open.get(due.id);
    const of = cards.get(due.fanId);
    if (under?.way === 'off_session') paymentIds.push(...(under.status === 'processing' ? [] : [under.id]));
    else if (under) abandoned.push(...(under.createdAt.getTime() < now.getTime() - PAGE_MINUTES * 60_000 ? [under.id] : []));
    else if (of?.status === 'good') paymentIds.push(...(await begin(tx, due, of, now)));
    else cardless.push({ billId: due.id, hasRefusedCard: of?.status === 'refused' });
  }
  return { paymentIds, cardless, abandoned };
}

type Charged = { personId: string | null; customerId: string; paymentMethodId: string };

async function begin(tx: Tx, due: DueBill, { personId, customerId, paymentMethodId }: Charged, now: Date): Promise<string[]> {
  const id = newId();
  try {
    await startPayment(tx, {
      id, purpose: 'bill', billId: due.id, way: 'off_session',
      amountMinor: Number(due.minor), currency: due.currency,
      description: `Your Tuppence bill of ${formatDay(now, everybody)}`,
      returnPath: billPath(due.id), cancelPath: billPath(due.id),
      stripeCustomerId: customerId, paymentMethodId, personId, now,
    });
    return [id];
  } catch (error) {
    // Somebody opened its hosted page between our look and now: theirs is the turn.
    if (error instanceof PaymentUnderWay) return [];
    throw error;
  }
}

async function openPayments(tx: Tx, billIds: string[]) {
  const rows = await tx
    .select({ id: payment.id, billId: payment.billId, way: payment.way, status: payment.status, createdAt: payment.createdAt })
    .from(payment)
    .where(and(inArray(payment.billId, billIds), inArray(payment.status, ['created', 'open', 'processing'])));
  return new Map(rows.map((row) => [row.billId, row]));
}

async function cardsOf(tx: Tx, fanIds: string[]) {
  const rows = await tx
    .select({ fanId: fan.id, personId: fan.personId, customerId: card.stripeCustomerId, paymentMethodId: card.paymentMethodId, status: card.status })
    .from(card)
    .innerJoin(fan, eq(fan.id, card.fanId))
    .where(and(inArray(card.fanId, fanIds), eq(card.isDefault, true)));
  return new Map(rows.map((row) => [row.fanId, row]));
}

/** In a transaction of its own, because it locks tabs, and tabs are always locked before bills. */
async function refuseCardless(tx: Tx, cardless: Cardless[], now: Date): Promise<void> {
  const bills = await lockBills(tx, cardless.map(({ billId }) => billId));
  const refused = cardless.flatMap(({ billId, hasRefusedCard }) => {
    const bill = bills.get(billId);
    const isOpen = bill?.status === 'due' || bill?.status === 'failing';
    // A card that the bank has refused for good is a card, but none to try again.
    return bill && isOpen ? [{ bill, kind: hasRefusedCard ? 'hard' as const : 'no_card' as const, code: null, paymentMethodId: null }] : [];
  });
  await refuseBills(tx, refused, now);
}
