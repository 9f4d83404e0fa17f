import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { shareFee } from '@/lib/income';

/** One gift in a payout, from gross to what of it was paid; minor units. */
export type PayoutStatementLine = {
  id: string;
  what: 'tip' | 'pledge';
  /** The name that its fan chose to show; null where they show none. */
  name: string | null;
  /** The day on which its money was collected; of an anonymous tip the minute would say whose it was. */
  collectedAt: Date;
  grossMinor: number;
  processorFeeMinor: number;
  platformFeeMinor: number;
  /** What left it otherwise, before: refunds, debts, an earlier payout. Below zero where it lowers. */
  otherMinor: number;
  paidMinor: number;
};

export type PayoutSums = Pick<PayoutStatementLine, 'grossMinor' | 'processorFeeMinor' | 'platformFeeMinor' | 'otherMinor' | 'paidMinor'>;
export type PayoutStatement = { lines: PayoutStatementLine[]; sums: PayoutSums };

type Row = {
  id: string; what: PayoutStatementLine['what']; name: string | null; at: string; paid: string; gross: string; platformFee: string; platformTip: string;
  share: string | null; charge: string | null;
};

/**
 * What a payout is made of, the oldest gift first, each from gross over its fees to what was paid of
 * it; and the sums of all. The parts of each line sum to what was paid, to the cent.
 */
export async function readPayoutStatement(db: Queryable, payoutId: string): Promise<PayoutStatement> {
  const { rows } = await db.execute<Row>(sql`
    select coalesce(x.tip_id, x.line_id) as id, case when x.tip_id is null then 'pledge' else 'tip' end as what,
      case when x.tip_id is not null then case when t.visibility <> 'anonymous' then t.display_name end
        when s.default_visibility <> 'anonymous' then s.display_name end as name,
      coalesce(t.received_at, l.collected_at)::text as at, x.amount_minor::text as paid,
      coalesce(t.gross_minor, l.amount_minor)::text as gross, coalesce(o.platform_fee_minor, t.platform_fee_minor, l.platform_fee_minor)::text as "platformFee",
      coalesce(t.platform_tip_minor, 0)::text as "platformTip",
      coalesce(o.fee_share_minor, l.fee_share_minor)::text as share, p.processor_fee_minor::text as charge
    from payout_line x
    left join tip t on t.id = x.tip_id
    left join tab_line o on o.id = t.line_id
    left join tab_line l on l.id = x.line_id
    left join fan f on f.id = l.fan_id
    left join person s on s.id = f.person_id
    left join payment p on p.id = t.payment_id
    where x.payout_id = ${payoutId} order by coalesce(t.received_at, l.collected_at), id`);
  const lines = rows.map(toLine);
  return { lines, sums: sumOf(lines) };
}

function toLine({ id, what, name, at, ...row }: Row): PayoutStatementLine {
  const grossMinor = Number(row.gross);
  const processorFeeMinor = row.share === null
    ? shareFee({ grossMinor, platformTipMinor: Number(row.platformTip) }, Number(row.charge ?? 0)).creatorMinor
    : Number(row.share);
  const platformFeeMinor = Number(row.platformFee);
  const paidMinor = Number(row.paid);
  return {
    id, what, name, collectedAt: new Date(at), grossMinor, processorFeeMinor, platformFeeMinor, paidMinor,
    otherMinor: paidMinor - (grossMinor - processorFeeMinor - platformFeeMinor),
  };
}

function sumOf(lines: readonly PayoutStatementLine[]): PayoutSums {
  const sums: PayoutSums = { grossMinor: 0, processorFeeMinor: 0, platformFeeMinor: 0, otherMinor: 0, paidMinor: 0 };
  for (const line of lines) {
    sums.grossMinor += line.grossMinor;
    sums.processorFeeMinor += line.processorFeeMinor;
    sums.platformFeeMinor += line.platformFeeMinor;
    sums.otherMinor += line.otherMinor;
    sums.paidMinor += line.paidMinor;
  }
  return sums;
}
