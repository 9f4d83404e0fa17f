import { sql } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { addMilliseconds } from '@/lib/dates';
import { PATIENCE_MS } from './patience';

/**
 * The other way round: what the books moved at the processor and its record does not know, by the
 * object it names or by the transaction's own id. Reads every movement of the clearing account, so it
 * is asked only once a day and when the sums do not agree.
 *
 * @param now business time
 */
export async function findStrangers(now: Date): Promise<string[]> {
  const until = addMilliseconds(now, -PATIENCE_MS).toISOString();
  return inTransaction(async (tx) => {
    // More than the app's role has for a page (5 s): nobody waits for this.
    await tx.execute(sql`set local statement_timeout = '10min'`);
    const { rows } = await tx.execute<{ objectId: string }>(sql`
      with clearing as (
        select a.id from ledger_account a join ledger_account_kind k on k.code = a.kind and k.name = 'processor_clearing'),
      moved as (
        select transaction_id, currency, bool_or(reverses is not null) as is_reversal,
          sum(case when debit_account in (select id from clearing) then amount_minor else -amount_minor end) as minor
        from ledger_transfer
        where (debit_account in (select id from clearing) or credit_account in (select id from clearing))
          and happened_at <= ${until}::timestamptz
        group by 1, 2)
      select distinct coalesce(named.external_ref, moved.transaction_id::text) as "objectId"
      from moved left join lateral (
        select external_ref from ledger_transfer r where r.transaction_id = moved.transaction_id and external_ref is not null limit 1
      ) as named on true
      where moved.minor <> 0 and (named.external_ref is not null or not moved.is_reversal)
        and not exists (select from balance_record b where b.id = named.external_ref or b.object_id = named.external_ref)`);
    return rows.map(({ objectId }) => objectId);
  });
}
