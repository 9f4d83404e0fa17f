import { sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import type { reconcileGap } from '@/db/schema';

/** A difference as it is measured now: both sides, signed, in minor units. */
export type Gap = {
  objectId: string;
  currency: string;
  kind: (typeof reconcileGap.$inferSelect)['kind'];
  processorMinor: number;
  ledgerMinor: number;
  type: string | null;
  happenedAt: Date;
};

/**
 * Writes down what differs and closes what does no more, of the objects that were looked at. A gap
 * that comes back is found anew: its age is that of this time.
 */
export async function keepGaps(gaps: Gap[], looked: string[]): Promise<void> {
  await inTransaction(async (tx) => {
    await close(tx, gaps, looked);
    if (gaps.length > 0) await open(tx, gaps);
  });
}

async function close(tx: Tx, gaps: Gap[], looked: string[]): Promise<void> {
  await tx.execute(sql`
    update reconcile_gap g set closed_at = now()
    where g.closed_at is null and g.object_id = any(${sql.param(looked)}::text[])
      and not exists (select from jsonb_to_recordset(${JSON.stringify(gaps)}::jsonb) as n("objectId" text, currency text)
        where n."objectId" = g.object_id and n.currency = g.currency)`);
}

async function open(tx: Tx, gaps: Gap[]): Promise<void> {
  await tx.execute(sql`
    insert into reconcile_gap (object_id, currency, kind, amount_minor, processor_minor, ledger_minor, type, happened_at)
    select n."objectId", n.currency, n.kind, n."processorMinor" - n."ledgerMinor", n."processorMinor", n."ledgerMinor", n.type, n."happenedAt"
    from jsonb_to_recordset(${JSON.stringify(gaps)}::jsonb) as n(
      "objectId" text, currency text, kind text, "processorMinor" bigint, "ledgerMinor" bigint, type text, "happenedAt" timestamptz)
    on conflict (object_id, currency) do update set
      kind = excluded.kind, amount_minor = excluded.amount_minor, processor_minor = excluded.processor_minor,
      ledger_minor = excluded.ledger_minor, type = excluded.type, happened_at = excluded.happened_at, closed_at = null,
      found_at = case when reconcile_gap.closed_at is null then reconcile_gap.found_at else now() end,
      alarmed_at = case when reconcile_gap.closed_at is null then reconcile_gap.alarmed_at end`);
}
