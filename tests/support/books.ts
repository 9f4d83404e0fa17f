import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { sdkOf } from './sandbox-controls';

/** What of a creator's stands where; minor units. */
export type Book = {
  creatorId: string;
  /** Of the gifts themselves: what was collected for the creator. */
  collectedMinor: number;
  /** Of the ledger: fees, and what refunds and disputes took and gave back. */
  takenMinor: number;
  heldMinor: number;
  availableMinor: number;
  reservedMinor: number;
  debtMinor: number;
  /** Of the processor's own transfers, less what of them came back. */
  paidMinor: number;
};

type Row = { id: string; account: string | null; collected: string; taken: string; held: string; available: string; reserved: string; debt: string };

/**
 * Reads for each creator the two sides of the sentence that must always be true: paid out = collected −
 * fees − refunds − disputes − held − available − reserved + debt. Gifts say what was collected, the
 * processor what was paid, the ledger what lies between.
 */
export async function readBooks(sandbox: { port: number }): Promise<Book[]> {
  const { rows } = await getDb().execute<Row>(sql`
    with gift as (
      select creator_id, gross_minor as minor from tip where line_id is null and received_at is not null
      union all select creator_id, amount_minor from tab_line where status = 'collected'
    ), moved as (
      select owner, account_kind, kind, sum(amount_minor) as minor from audit_entry where account_kind like 'creator_%' group by 1, 2, 3
    ), balance as (
      select owner, account_kind, sum(case account_kind when 'creator_debt' then balance_minor else -balance_minor end) as minor from audit_balance group by 1, 2
    )
    select c.id, a.stripe_account_id as account,
      (select coalesce(sum(minor), 0) from gift where creator_id = c.id)::text as collected,
      (select coalesce(sum(minor), 0) from moved where owner = c.ledger_owner and kind in (
        'processor_fee', 'platform_fee', 'refund', 'refund_returned', 'dispute_opened', 'dispute_won', 'debt_written_off'))::text as taken,
      coalesce((select minor from balance where owner = c.ledger_owner and account_kind = 'creator_held'), 0)::text as held,
      coalesce((select minor from balance where owner = c.ledger_owner and account_kind = 'creator_available'), 0)::text as available,
      coalesce((select minor from balance where owner = c.ledger_owner and account_kind = 'creator_reserved'), 0)::text as reserved,
      coalesce((select minor from balance where owner = c.ledger_owner and account_kind = 'creator_debt'), 0)::text as debt
    from creator c left join payout_account a on a.creator_id = c.id order by c.id`);
  const paid = await transfersBy(sandbox);
  return rows.map(({ id, account, ...of }) => ({
    creatorId: id, collectedMinor: Number(of.collected), takenMinor: Number(of.taken), heldMinor: Number(of.held), availableMinor: Number(of.available),
    reservedMinor: Number(of.reserved), debtMinor: Number(of.debt), paidMinor: paid.get(account ?? '') ?? 0,
  }));
}

/** What a creator's book says should have been paid out to them. Minor units. */
export function owedPaid({ collectedMinor, takenMinor, heldMinor, availableMinor, reservedMinor, debtMinor }: Book): number {
  return collectedMinor - takenMinor - heldMinor - availableMinor - reservedMinor + debtMinor;
}

/** What the processor moved to each account, less what came back. */
async function transfersBy(sandbox: { port: number }): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for await (const { destination, amount, amount_reversed: back } of sdkOf(sandbox).transfers.list({ limit: 100 })) {
    const account = typeof destination === 'string' ? destination : (destination?.id ?? '');
    sums.set(account, (sums.get(account) ?? 0) + amount - back);
  }
  return sums;
}
