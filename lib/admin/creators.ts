import { eq, like, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, creatorTipTotal, handleHistory, person } from '@/db/schema';
import { balancesOf, type LedgerAccountKind } from '@/lib/ledger';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import { readPayoutAccount } from '@/lib/payout-accounts';
import { escapeLike } from './people';

export type CreatorFilter = { status?: 'active' | 'suspended' | 'unpublished' };

const columns = {
  id: creator.id,
  name: creator.name,
  handle: creator.handle,
  status: creator.status,
  country: creator.country,
  currency: creator.currency,
  createdAt: creator.createdAt,
  tipsReceived: sql<number>`coalesce(${creatorTipTotal.tipsReceived}, 0)`.mapWith(Number),
  receivedMinor: sql<number>`coalesce(${creatorTipTotal.receivedMinor}, 0)`.mapWith(Number),
};

export type CreatorLine = Awaited<ReturnType<typeof searchCreators>>[number];

/** Creators' pages, newest first: all, or of one status. */
export async function listCreators(db: Queryable, { status }: CreatorFilter, page: PageAsked): Promise<Slice<CreatorLine>> {
  const list = keyset(creator.createdAt, creator.id, page);
  const rows = await db
    .select(columns)
    .from(creator)
    .leftJoin(creatorTipTotal, eq(creatorTipTotal.creatorId, creator.id))
    .where(list.where(status && eq(creator.status, status)))
    .orderBy(...list.order)
    .limit(list.limit);
  return sliceOf(rows, page, (row) => ({ at: row.createdAt.getTime(), id: row.id }));
}

/** Creators whose handle or name begins like this, those of an earlier handle too; a handful. */
export async function searchCreators(db: Queryable, typed: string, limit: number) {
  const prefix = `${escapeLike(typed.toLowerCase())}%`;
  const [moved] = await db.select({ id: handleHistory.creatorId }).from(handleHistory).where(eq(handleHistory.handle, typed.toLowerCase()));
  return db
    .select(columns)
    .from(creator)
    .leftJoin(creatorTipTotal, eq(creatorTipTotal.creatorId, creator.id))
    .where(or(like(creator.handle, prefix), like(sql`lower(${creator.name})`, prefix), moved ? eq(creator.id, moved.id) : undefined))
    .limit(limit);
}

/** The creator whose page has this address, in whatever state it is; null when there is none. */
export async function creatorOfHandle(db: Queryable, handle: string): Promise<string | null> {
  const [found] = await db.select({ id: creator.id }).from(creator).where(eq(creator.handle, handle.replace(/^[@/]/, '').toLowerCase()));
  return found?.id ?? null;
}

const OWNED: readonly LedgerAccountKind[] = ['creator_accrued', 'creator_held', 'creator_available', 'creator_reserved', 'creator_debt'];

/** Everything about one creator's page, its owner, its money and where that is paid to. */
export async function findCreatorFile(db: Queryable, id: string) {
  const [found] = await db
    .select({ creator, owner: { id: person.id, displayName: person.displayName, status: person.status }, totals: creatorTipTotal })
    .from(creator)
    .leftJoin(person, eq(person.id, creator.personId))
    .leftJoin(creatorTipTotal, eq(creatorTipTotal.creatorId, creator.id))
    .where(eq(creator.id, id));
  if (!found) return null;
  const { ledgerOwner: owner, currency } = found.creator;
  const [amounts, handles, payoutAccount] = await Promise.all([
    balancesOf(db, OWNED.map((kind) => ({ kind, owner, currency }))),
    db.select().from(handleHistory).where(eq(handleHistory.creatorId, id)).orderBy(handleHistory.leftAt),
    readPayoutAccount(db, id),
  ]);
  const balances = OWNED.map((kind, at) => ({ kind, amountMinor: amounts[at] ?? 0 }));
  return { ...found, balances, handles, payoutAccount };
}

export type CreatorFile = NonNullable<Awaited<ReturnType<typeof findCreatorFile>>>;
