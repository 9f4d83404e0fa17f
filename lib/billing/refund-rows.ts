import { eq, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { refundLine } from '@/db/schema';
import type { Day } from '@/lib/dates';
import type { IncomeLine } from '@/lib/income';
import type { TabLine } from '@/lib/tab';
import { refundTabTips } from '@/lib/tips';

/** A collected line of a bill as a refund meets it; its money stands on its tip, or on itself. */
export type RefundableLine = IncomeLine & {
  id: string;
  kind: TabLine['kind'];
  pledgeId: string | null;
  fromOn: Day | null;
  untilOn: Day | null;
  creatorId: string;
  creatorName: string;
  handle: string;
  feeShareMinor: number | null;
  /** What of it went back. */
  refundedMinor: number;
  /** What of it lies with a bank, taken by a dispute. */
  disputedMinor: number;
  /** What of it is on its way back: asked for, and not settled. */
  claimedMinor: number;
};

type Row = Record<'id' | 'owner' | 'creatorId' | 'creatorName' | 'handle' | 'gross' | 'platform' | 'held' | 'available' | 'refunded' | 'disputed' | 'claimed', string>
  & Pick<RefundableLine, 'kind' | 'pledgeId' | 'fromOn' | 'untilOn' | 'currency'> & { share: string | null };

/** The collected lines of a bill, in the order of their ids. */
export async function readRefundableLines(db: Queryable, billId: string): Promise<RefundableLine[]> {
  const { rows } = await db.execute<Row>(sql`
    select l.id, l.kind, l.pledge_id as "pledgeId", l.from_on::text as "fromOn", l.until_on::text as "untilOn", l.currency,
      c.ledger_owner as owner, c.id as "creatorId", c.name as "creatorName", c.handle, l.amount_minor::text as gross,
      l.platform_fee_minor::text as platform, l.fee_share_minor::text as share,
      coalesce(t.held_minor, l.held_minor)::text as held, coalesce(t.available_minor, l.available_minor)::text as available,
      coalesce(t.refunded_minor, l.refunded_minor)::text as refunded,
      coalesce(t.disputed_minor, l.disputed_minor)::text as disputed,
      (select coalesce(sum(x.amount_minor), 0) from refund_line x join refund r on r.id = x.refund_id
        where x.line_id = l.id and r.status in ('asked', 'pending'))::text as claimed
    from tab_line l join creator c on c.id = l.creator_id left join tip t on t.line_id = l.id
    where l.bill_id = ${billId} and l.status = 'collected' order by l.id`);
  return rows.map(({ gross, platform, share, held, available, refunded, disputed, claimed, ...row }) => ({
    ...row,
    grossMinor: Number(gross),
    platformFeeMinor: Number(platform),
    platformTipMinor: 0,
    feeShareMinor: share === null ? null : Number(share),
    heldMinor: Number(held),
    availableMinor: Number(available),
    refundedMinor: Number(refunded),
    disputedMinor: Number(disputed),
    claimedMinor: Number(claimed),
  }));
}

/**
 * Locks what refunds of these bills will move, in the order that everybody locks in: tabs, then lines,
 * then tips. A release of one of them waits, so what is read here as held is held when it is taken.
 */
export async function lockRefundedBills(tx: Tx, billIds: string[]): Promise<void> {
  if (billIds.length === 0) return;
  const ids = sql`${sql.param(billIds)}::uuid[]`;
  await tx.execute(sql`
    select from tab t join bill b on b.fan_id = t.fan_id and b.currency = t.currency
    where b.id = any(${ids}) order by b.fan_id, b.currency, b.id for update of t, b`);
  await tx.execute(sql`select from tab_line where bill_id = any(${ids}) order by id for update`);
  await tx.execute(sql`
    select from tip where line_id in (select id from tab_line where bill_id = any(${ids})) order by id for update`);
}

/** What is stored of a line whose money a refund moved. */
export type MovedLine = Pick<RefundableLine, 'id' | 'kind' | 'heldMinor' | 'availableMinor' | 'refundedMinor' | 'disputedMinor'>;

/** Writes where the money of lines lies and what of them went back; of tips, on their tips. */
export async function storeRefundedLines(tx: Tx, lines: readonly MovedLine[]): Promise<void> {
  const tips = lines.filter(({ kind }) => kind === 'tip');
  await refundTabTips(tx, tips.map(({ id, heldMinor, availableMinor, refundedMinor, disputedMinor }) => ({ lineId: id, heldMinor, availableMinor, refundedMinor, disputedMinor })));
  await tx.execute(sql`
    update tab_line set held_minor = v."heldMinor", available_minor = v."availableMinor", refunded_minor = v."refundedMinor",
      disputed_minor = v."disputedMinor"
    from jsonb_to_recordset(${JSON.stringify(lines.filter(({ kind }) => kind !== 'tip'))}::jsonb)
      as v(id uuid, "heldMinor" bigint, "availableMinor" bigint, "refundedMinor" bigint, "disputedMinor" bigint)
    where tab_line.id = v.id`);
}

/** What of a refund goes to which line, as it is written. */
export function readRefundLines(db: Queryable, refundId: string) {
  return db.select().from(refundLine).where(eq(refundLine.refundId, refundId)).orderBy(refundLine.lineId);
}
