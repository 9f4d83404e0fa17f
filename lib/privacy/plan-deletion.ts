import { and, count, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { bill, creator, dispute, fan, payment, payout, person, refund, tab, tabLine, tip } from '@/db/schema';
import { balancesOf } from '@/lib/ledger';
import { formatMoney, stripeMinimum, type Currency } from '@/lib/money';
import { openStatuses } from '@/lib/payouts';
import { PersonNotFound } from '@/lib/users';

/** What stands before a deletion, and what is to be typed to mean it. */
export type DeletionPlan = {
  /** The handle of the page, or the address of who has none. */
  confirmWord: string;
  hasPage: boolean;
  /** What must be settled first, each in a sentence; money on its way is never lost by leaving. */
  obstacles: string[];
};

const UNDER_WAY = ['created', 'open', 'processing'] as const;
const PURSES = [
  ['creator_accrued', 'is on tabs and not collected yet'],
  ['creator_held', 'is held and becomes yours in some days'],
  ['creator_available', 'is yours and waits to be paid out'],
  ['creator_reserved', 'is on its way to your bank'],
  ['creator_debt', 'is owed for refunds'],
] as const;

/** Looks at everything that must be settled before an account can be deleted. @throws PersonNotFound */
export async function planDeletion(db: Queryable, personId: string): Promise<DeletionPlan> {
  const [who] = await db
    .select({
      email: person.email,
      isAdmin: person.isAdmin,
      page: { id: creator.id, handle: creator.handle, currency: creator.currency, ledgerOwner: creator.ledgerOwner },
    })
    .from(person)
    .leftJoin(creator, eq(creator.personId, person.id))
    .where(eq(person.id, personId));
  if (!who?.email) throw new PersonNotFound();
  const { page } = who;
  return {
    confirmWord: page?.handle ?? who.email,
    hasPage: page !== null,
    obstacles: [
      ...(page ? await pageObstacles(db, page) : []),
      ...(page ? await payoutObstacles(db, page.id) : []),
      ...(await payingObstacles(db, personId)),
      ...(await tabObstacles(db, personId, who.email)),
      ...(await disputeObstacles(db, personId, page?.id ?? null)),
      ...(who.isAdmin ? await adminObstacles(db) : []),
    ],
  };
}

type Page = { id: string; currency: Currency; ledgerOwner: string };

async function pageObstacles(db: Queryable, page: Page): Promise<string[]> {
  const { currency, ledgerOwner } = page;
  const balances = await balancesOf(db, PURSES.map(([kind]) => ({ kind, owner: ledgerOwner, currency })));
  const purses = PURSES.flatMap(([, words], at) => {
    const minor = balances[at] ?? 0;
    return minor === 0 ? [] : [`${formatMoney(minor, currency)} ${words}.`];
  });
  const [open] = await db
    .select({ payments: count() })
    .from(tip)
    .innerJoin(payment, eq(payment.id, tip.paymentId))
    .where(and(eq(tip.creatorId, page.id), eq(tip.status, 'pending'), inArray(payment.status, [...UNDER_WAY])));
  const [waiting] = await db.select({ lines: count() }).from(tabLine).where(and(eq(tabLine.creatorId, page.id), eq(tabLine.status, 'waiting')));
  if (waiting?.lines) purses.push('Somebody’s tab is being charged for your page right now; that takes minutes.');
  if (!open?.payments) return purses;
  return [...purses, `${open.payments === 1 ? 'A payment' : `${open.payments} payments`} to your page may still arrive. Unpublish it; what nobody pays closes within a day.`];
}

async function payingObstacles(db: Queryable, personId: string): Promise<string[]> {
  const [paying] = await db
    .select({
      open: sql<number>`count(*) filter (where ${payment.status} in ('created', 'open'))::int`,
      processing: sql<number>`count(*) filter (where ${payment.status} = 'processing')::int`,
    })
    .from(payment)
    .where(eq(payment.personId, personId));
  const [back] = await db
    .select({ refunds: count() })
    .from(refund)
    .innerJoin(payment, eq(payment.id, refund.paymentId))
    .where(and(eq(payment.personId, personId), inArray(refund.status, ['asked', 'pending'])));
  return [
    paying?.processing ? 'A bank debit of yours is on its way; it settles in some working days.' : '',
    paying?.open ? 'You have begun a payment and not finished it. Pay it, or wait: it closes within a day.' : '',
    back?.refunds ? 'Money is on its way back to you.' : '',
  ].filter(Boolean);
}

/** What is owed or being collected, in every currency; too little for any charge stands in nobody's way. */
async function tabObstacles(db: Queryable, personId: string, email: string): Promise<string[]> {
  const isTheirs = or(eq(fan.personId, personId), and(eq(fan.email, email), eq(fan.status, 'unproven')));
  const [owed, unpaid] = await Promise.all([
    db.select({ minor: tab.owedMinor, currency: tab.currency }).from(tab).innerJoin(fan, eq(fan.id, tab.fanId)).where(isTheirs),
    db
      .select({ minor: bill.amountMinor, currency: bill.currency, status: bill.status })
      .from(bill)
      .innerJoin(fan, eq(fan.id, bill.fanId))
      .where(and(isTheirs, inArray(bill.status, ['due', 'failing']))),
  ]);
  return [
    ...owed
      .filter(({ minor, currency }) => minor >= stripeMinimum(currency))
      .map(({ minor, currency }) => `${formatMoney(minor, currency)} is on your tab and not charged yet. Pay it under Account → Tab.`),
    ...unpaid.map(({ minor, currency, status }) =>
      status === 'due'
        ? `Your bill of ${formatMoney(minor, currency)} is being charged right now.`
        : `Your bill of ${formatMoney(minor, currency)} is not paid yet. Pay it under Account → Bills.`,
    ),
  ];
}

async function adminObstacles(db: Queryable): Promise<string[]> {
  const [admins] = await db.select({ number: count() }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
  return (admins?.number ?? 0) > 1 ? [] : ['You are the only admin here. Make somebody else one first.'];
}

/** A payout that waits for an admin, or that the bank may still send back: then it is theirs again. */
async function payoutObstacles(db: Queryable, creatorId: string): Promise<string[]> {
  const open = await db
    .select({ minor: payout.amountMinor, currency: payout.currency, status: payout.status })
    .from(payout)
    .where(and(eq(payout.creatorId, creatorId), inArray(payout.status, [...openStatuses, 'sent'])));
  return open.map(({ minor, currency, status }) =>
    status === 'sent'
      ? `Your payout of ${formatMoney(minor, currency)} is on its way to your bank.`
      : `Your payout of ${formatMoney(minor, currency)} is not sent yet. Wait for it, or cancel it under Dashboard → Payouts.`);
}

/** A dispute that is won gives money back, and one that is lost may leave a debt: nobody must be gone by then. */
async function disputeObstacles(db: Queryable, personId: string, creatorId: string | null): Promise<string[]> {
  const isOpen = isNull(dispute.closedAt);
  const [own] = await db
    .select({ open: count() })
    .from(dispute)
    .innerJoin(payment, eq(payment.id, dispute.paymentId))
    .leftJoin(bill, eq(bill.id, payment.billId))
    .leftJoin(fan, eq(fan.id, bill.fanId))
    .where(and(isOpen, or(eq(payment.personId, personId), eq(fan.personId, personId))));
  const [ofPage] = creatorId === null ? [] : await db
    .select({ open: count() })
    .from(dispute)
    .where(and(isOpen, sql`(exists (select from tip t where t.payment_id = ${dispute.paymentId} and t.creator_id = ${creatorId})
      or exists (select from payment p join tab_line l on l.bill_id = p.bill_id where p.id = ${dispute.paymentId} and l.creator_id = ${creatorId} and l.status = 'collected'))`));
  return [
    own?.open ? 'Your bank disputes a payment of yours. That has to be decided first, or withdrawn by you at your bank.' : '',
    ofPage?.open ? 'A payment to your page is disputed by its bank. That has to be decided first.' : '',
  ].filter(Boolean);
}
