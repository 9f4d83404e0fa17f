import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payment, person, refund, tip } from '@/db/schema';
import { balancesOf } from '@/lib/ledger';
import { formatMoney, type Currency } from '@/lib/money';
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
      ...(await payingObstacles(db, personId)),
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

async function adminObstacles(db: Queryable): Promise<string[]> {
  const [admins] = await db.select({ number: count() }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
  return (admins?.number ?? 0) > 1 ? [] : ['You are the only admin here. Make somebody else one first.'];
}
