import { asc, eq, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { creator, payout, payoutAccount, person } from '@/db/schema';
import { invariant } from '@/lib/errors';

export type Payout = typeof payout.$inferSelect;
export type PayoutStatus = Payout['status'];

/** A payout with whom it is for and where it goes, as they are now. */
export type PayoutWithCreator = Payout & {
  /** The creator's alias in the ledger. */
  owner: string;
  creatorName: string;
  handle: string;
  personId: string | null;
  pageStatus: (typeof creator.$inferSelect)['status'];
  email: string | null;
  account: typeof payoutAccount.$inferSelect | null;
};

/** What of which tip or line a payout takes. Minor units. */
export type TakenLine = { kind: 'tip' | 'line'; id: string; amountMinor: number; returnedMinor: number };

/**
 * Takes a payout for a change of it: its lines first, then itself, the order in which everybody locks.
 *
 * @returns null when there is none of this id
 */
export async function lockPayout(tx: Tx, payoutId: string): Promise<PayoutWithCreator | null> {
  await lockTakenLines(tx, payoutId);
  const [locked] = await tx.select({ id: payout.id }).from(payout).where(eq(payout.id, payoutId)).for('update');
  return locked ? readPayout(tx, payoutId) : null;
}

/** A payout with its creator; not locked. */
export async function readPayout(db: Queryable, payoutId: string): Promise<PayoutWithCreator | null> {
  const [found] = await db
    .select({
      payout, owner: creator.ledgerOwner, creatorName: creator.name, handle: creator.handle,
      personId: creator.personId, pageStatus: creator.status, email: person.email, account: payoutAccount,
    })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .leftJoin(person, eq(person.id, creator.personId))
    .leftJoin(payoutAccount, eq(payoutAccount.creatorId, payout.creatorId))
    .where(eq(payout.id, payoutId))
    .orderBy(asc(payout.id));
  if (!found) return null;
  const { payout: row, ...rest } = found;
  return { ...row, ...rest };
}

/** Locks the lines that a payout took: those of tabs, then tips, each in the order of their ids. */
async function lockTakenLines(tx: Tx, payoutId: string): Promise<void> {
  await tx.execute(sql`
    select from tab_line where id in (select line_id from payout_line where payout_id = ${payoutId} and line_id is not null)
    order by id for update`);
  await tx.execute(sql`
    select from tip where id in (select tip_id from payout_line where payout_id = ${payoutId} and tip_id is not null)
    order by id for update`);
}

/** What a payout took, the oldest gift first. */
export async function readTakenLines(db: Queryable, payoutId: string): Promise<TakenLine[]> {
  const { rows } = await db.execute<{ kind: TakenLine['kind']; id: string; amount: string; returned: string }>(sql`
    select case when x.tip_id is null then 'line' else 'tip' end as kind, coalesce(x.tip_id, x.line_id) as id,
      x.amount_minor::text as amount, x.returned_minor::text as returned
    from payout_line x left join tip t on t.id = x.tip_id left join tab_line l on l.id = x.line_id
    where x.payout_id = ${payoutId} order by coalesce(t.received_at, l.collected_at), id`);
  return rows.map(({ kind, id, amount, returned }) => ({ kind, id, amountMinor: Number(amount), returnedMinor: Number(returned) }));
}

/** By how much the money of a line moves from state to state; minor units, below zero where it leaves. */
export type LineMove = { kind: 'tip' | 'line'; id: string; availableMinor?: number; reservedMinor?: number; paidMinor?: number };

/**
 * Moves money of lines between available, reserved and paid, and names the payout that reserves it.
 * The lines are locked, and the ledger moves in the same transaction.
 *
 * @param payoutId the payout that has what is reserved now; null when none has it any more
 */
export async function moveLines(tx: Tx, moves: readonly LineMove[], payoutId: string | null): Promise<void> {
  for (const [kind, table] of [['line', sql`tab_line`], ['tip', sql`tip`]] as const) {
    const rows = moves.filter((move) => move.kind === kind)
      .map(({ id, availableMinor = 0, reservedMinor = 0, paidMinor = 0 }) => ({ id, availableMinor, reservedMinor, paidMinor }));
    if (rows.length === 0) continue;
    const { rowCount } = await tx.execute(sql`
      update ${table} l set available_minor = l.available_minor + v."availableMinor", reserved_minor = l.reserved_minor + v."reservedMinor",
        paid_minor = l.paid_minor + v."paidMinor",
        payout_id = case when l.reserved_minor + v."reservedMinor" > 0 then coalesce(${payoutId}::uuid, l.payout_id) end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(id uuid, "availableMinor" bigint, "reservedMinor" bigint, "paidMinor" bigint)
      where l.id = v.id`);
    invariant(rowCount === rows.length, 'each line whose money moves is there, once');
  }
}
