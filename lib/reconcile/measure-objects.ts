import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';

/** What the processor and the books say that one object moved in one currency, in minor units, signed. */
export type Measured = {
  objectId: string;
  currency: string;
  /** Null where that side knows nothing of the object in this currency. */
  processorMinor: number | null;
  ledgerMinor: number | null;
  type: string | null;
  /** The processor's time of the newest movement, or the books' where it has none. */
  happenedAt: Date;
};

type Row = { objectId: string; currency: string; processor: string | null; ledger: string | null; type: string | null; happenedMs: number };

/**
 * Measures objects of the processor on both sides, by object and not by movement: a dispute moves its
 * amount, its fee and perhaps its return under one object, and the books may post them in as many
 * transactions as they like, each under the object's id or a movement's. A reversal without a
 * reference of its own belongs to what it takes back. A transaction of ours that names no object goes
 * by its own id.
 */
export async function measureObjects(objectIds: string[]): Promise<Measured[]> {
  const { rows } = await getDb().execute<Row>(sql`
    with asked as (select unnest(${sql.param(objectIds)}::text[]) as object_id),
    processor as (
      select r.object_id, r.currency, sum(r.amount_minor - r.fee_minor) as minor, max(r.happened_at) as happened_at,
        (array_agg(case when r.type = 'adjustment' then r.category else r.type end order by r.happened_at desc, r.read_at desc))[1] as type
      from asked join balance_record r using (object_id) group by 1, 2),
    named as (
      select object_id, object_id as reference from asked
      union select r.object_id, r.id from asked join balance_record r using (object_id)),
    direct as (
      select named.object_id, t.transaction_id from named cross join ledger_transfer_kind k
        join ledger_transfer t on t.kind = k.code and t.external_ref = named.reference
      union select object_id, object_id::uuid from asked where object_id ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$'),
    posted as (
      select object_id, transaction_id from direct
      union
      select d.object_id, back.transaction_id from direct d
        join ledger_transfer t on t.transaction_id = d.transaction_id
        join ledger_transfer back on back.reverses = t.id
      where not exists (select from ledger_transfer own where own.transaction_id = back.transaction_id and own.external_ref is not null)),
    ledger as (
      select p.object_id, e.currency, sum(e.amount_minor) as minor, max(e.created_at) as happened_at
      from posted p join audit_entry e on e.transaction_id = p.transaction_id and e.account_kind = 'processor_clearing'
      group by 1, 2)
    select object_id as "objectId", currency, processor.minor::text as processor, ledger.minor::text as ledger, type,
      (extract(epoch from coalesce(processor.happened_at, ledger.happened_at)) * 1000)::float8 as "happenedMs"
    from processor full join ledger using (object_id, currency)`);
  return rows.map(({ objectId, currency, processor, ledger, type, happenedMs }) => ({
    objectId,
    currency,
    processorMinor: processor === null ? null : Number(processor),
    ledgerMinor: ledger === null ? null : Number(ledger),
    type,
    happenedAt: new Date(happenedMs),
  }));
}
