import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { column } from '@/db/column';
import type { Day } from '@/lib/dates';
import type { Currency } from '@/lib/money';
import type { Bill, TabLine } from '@/lib/tab';

/** A line of a bill with the two aliases by which the ledger knows its fan and its creator. */
export type BillLine = {
  id: string;
  billId: string;
  fanId: string;
  creatorId: string;
  currency: Currency;
  kind: TabLine['kind'];
  pledgeId: string | null;
  amountMinor: number;
  fromOn: Day | null;
  untilOn: Day | null;
  status: TabLine['status'];
  fanOwner: string;
  creatorOwner: string;
  platformFeeMinor: number;
  feeShareMinor: number | null;
  heldMinor: number;
  availableMinor: number;
  /** Whether it would have passed the limit and waited for this charge, unposted. */
  wasWaiting: boolean;
};

/** A bill that a charge was answered for, with its lines in the order of their ids. */
export type BillWithLines = Pick<Bill, 'id' | 'fanId' | 'currency' | 'status' | 'rotation' | 'createdAt' | 'failingSince' | 'writeOffAt' | 'amountMinor'> & {
  lines: BillLine[];
};

type BillRow = { id: string; fanId: string; currency: Currency; status: Bill['status']; rotation: number; created: string; failing: string | null; writeOff: string | null; minor: string };
type LineRow = Omit<BillLine, 'amountMinor' | 'platformFeeMinor' | 'feeShareMinor' | 'heldMinor' | 'availableMinor' | 'wasWaiting'>
  & Record<'minor' | 'platform' | 'held' | 'available', string> & { share: string | null };

/**
 * Bills with their lines, locked: first their tabs, as whatever adds a line does, then the bills,
 * always in the same order. Lines that were dropped or undone are left out.
 */
export async function lockBills(tx: Tx, billIds: string[]): Promise<Map<string, BillWithLines>> {
  if (billIds.length === 0) return new Map();
  const { rows } = await tx.execute<BillRow>(sql`
    select b.id, b.fan_id as "fanId", b.currency, b.status, b.rotation, b.amount_minor::text as minor,
      b.created_at::text as created, b.failing_since::text as failing, b.write_off_at::text as "writeOff"
    from bill b join tab t on t.fan_id = b.fan_id and t.currency = b.currency
    where b.id = any(${sql.param(billIds)}::uuid[])
    order by b.fan_id, b.currency, b.id for update of t, b`);
  const bills = new Map(rows.map(({ created, failing, writeOff, minor, ...row }): [string, BillWithLines] => [row.id, {
    ...row,
    amountMinor: Number(minor),
    createdAt: new Date(created),
    failingSince: failing === null ? null : new Date(failing),
    writeOffAt: writeOff === null ? null : new Date(writeOff),
    lines: [],
  }]));
  for (const line of await readLines(tx, [...bills.keys()])) bills.get(line.billId)?.lines.push(line);
  return bills;
}

async function readLines(tx: Tx, billIds: string[]): Promise<BillLine[]> {
  const { rows } = await tx.execute<LineRow>(sql`
    select l.id, l.bill_id as "billId", l.fan_id as "fanId", l.creator_id as "creatorId", l.currency, l.kind,
      l.pledge_id as "pledgeId", l.amount_minor::text as minor, l.from_on::text as "fromOn", l.until_on::text as "untilOn",
      l.status, f.ledger_owner as "fanOwner", c.ledger_owner as "creatorOwner",
      l.platform_fee_minor::text as platform, l.fee_share_minor::text as share,
      l.held_minor::text as held, l.available_minor::text as available
    from tab_line l join fan f on f.id = l.fan_id join creator c on c.id = l.creator_id
    where l.bill_id = any(${sql.param(billIds)}::uuid[]) and l.status in ('waiting', 'billed', 'collected')
    order by l.bill_id, l.id`);
  return rows.map(({ minor, platform, share, held, available, ...row }) => ({
    ...row,
    amountMinor: Number(minor),
    platformFeeMinor: Number(platform),
    feeShareMinor: share === null ? null : Number(share),
    heldMinor: Number(held),
    availableMinor: Number(available),
    wasWaiting: row.status === 'waiting',
  }));
}

/** What is stored of a line whose bill was paid, or whose bill's fee became known. */
export type LineMoney = Pick<BillLine, 'id' | 'platformFeeMinor' | 'feeShareMinor' | 'heldMinor'> & { collectedAt: Date; heldUntil: Date | null };

/** Writes what settling changes, for many lines in one statement. */
export async function storeLines(tx: Tx, lines: LineMoney[]): Promise<void> {
  if (lines.length === 0) return;
  const of = (key: keyof LineMoney) => column(lines, (line) => line[key]);
  await tx.execute(sql`
    update tab_line set status = 'collected', collected_at = v.collected, platform_fee_minor = v.platform,
      fee_share_minor = v.share, held_minor = v.held, held_until = v.until
    from unnest(${of('id')}::uuid[], ${of('collectedAt')}::timestamptz[], ${of('platformFeeMinor')}::bigint[],
      ${of('feeShareMinor')}::bigint[], ${of('heldMinor')}::bigint[], ${of('heldUntil')}::timestamptz[])
      as v(id, collected, platform, share, held, until)
    where tab_line.id = v.id`);
}

/** What is stored of a bill that was paid, or whose fee became known. */
export type PaidBill = { id: string; paymentId: string; paidAt: Date; feeMinor: number | null };

/** Writes paid bills; the amounts of a bill that was paid before stand as they are. */
export async function storePaidBills(tx: Tx, bills: PaidBill[]): Promise<void> {
  if (bills.length === 0) return;
  const of = (key: keyof PaidBill) => column(bills, (bill) => bill[key]);
  await tx.execute(sql`
    update bill set status = 'paid', payment_id = v.payment, paid_at = v.paid, processor_fee_minor = v.fee,
      next_attempt_at = null, lease_until = null
    from unnest(${of('id')}::uuid[], ${of('paymentId')}::uuid[], ${of('paidAt')}::timestamptz[], ${of('feeMinor')}::bigint[]) as v(id, payment, paid, fee)
    where bill.id = v.id`);
}

/** The limits of tabs grow by a step with each paid bill, to the operator's most (DESIGN.md 4.3). */
export async function growLimits(tx: Tx, currency: Currency, fanIds: string[], { stepMinor, mostMinor }: { stepMinor: number; mostMinor: number }): Promise<void> {
  await tx.execute(sql`
    update tab set limit_minor = least(limit_minor + ${stepMinor}, ${mostMinor})
    where currency = ${currency} and fan_id = any(${sql.param(fanIds)}::uuid[]) and limit_minor < ${mostMinor}`);
}
