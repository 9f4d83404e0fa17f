import { and, eq, isNull, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { payment, reconcileGap } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { postTransfers, type TransferInput } from '@/lib/ledger';
import { isCurrency } from '@/lib/money';
import { applyDecidedFee } from '@/lib/webhooks';
import { columns, toMovement, type MovementRow } from './book-own';
import { FeeNeeded, NotOpen } from './errors';
import { keepGaps } from './keep-gaps';

type Asked = { actorId: string; objectId: string; feeMinor: number | null; reason: string; now: Date };

/**
 * Settles a charge that the processor settled in another currency (DESIGN.md 4.11), because an admin
 * says what its fee is in the charge's own: the fee is booked as usual, and what the books then hold
 * in the one currency is exchanged for what the processor holds in the other. The creator's money
 * becomes free; the rate is the operator's matter (`currency_exchange`). A refund of such a charge has
 * no fee and is exchanged alone.
 *
 * @param asked.feeMinor minor units of the charge's currency; null where there is no fee to decide
 * @param asked.now business time
 * @throws NotOpen, FeeNeeded
 */
export async function settleForeign(asked: Asked): Promise<void> {
  const { actorId, objectId, feeMinor, reason, now } = asked;
  await inTransaction(async (tx) => {
    await requireOpen(tx, objectId);
    await decide(tx, { objectId, feeMinor, now });
    const exchanged = await exchange(tx, objectId);
    await recordAct(tx, { actorId, action: 'reconcile.settle', subjectKind: 'difference', subjectId: objectId, reason, detail: { feeMinor, exchanged } });
    await tx.execute(sql`update balance_record set matched_at = now() where object_id = ${objectId} and matched_at is null`);
  });
  await keepGaps([], [objectId]);
}

async function requireOpen(tx: Tx, objectId: string): Promise<void> {
  const open = await tx
    .select({ objectId: reconcileGap.objectId })
    .from(reconcileGap)
    .where(and(eq(reconcileGap.objectId, objectId), isNull(reconcileGap.closedAt), eq(reconcileGap.kind, 'foreign_fee')))
    .orderBy(reconcileGap.currency)
    .for('update');
  if (open.length === 0) throw new NotOpen();
}

async function decide(tx: Tx, { objectId, feeMinor, now }: { objectId: string; feeMinor: number | null; now: Date }): Promise<void> {
  const [waiting] = await tx
    .select({ amountMinor: payment.amountMinor })
    .from(payment)
    .where(and(eq(payment.chargeId, objectId), eq(payment.feeState, 'foreign')))
    .for('update');
  if (!waiting) return;
  if (feeMinor === null || feeMinor < 0 || feeMinor >= waiting.amountMinor) throw new FeeNeeded();
  await applyDecidedFee(tx, { chargeId: objectId, feeMinor }, now);
}

/** Moves what each side has too much or too little of, one transaction under the newest movement's id. */
async function exchange(tx: Tx, objectId: string): Promise<Record<string, number>> {
  const { rows: [newest] } = await tx.execute<MovementRow>(sql`
    select ${columns} from balance_record where object_id = ${objectId} order by happened_at desc, id desc limit 1`);
  if (!newest) throw new NotOpen();
  const move = toMovement(newest);
  const { rows } = await tx.execute<{ currency: string; minor: string }>(differences(objectId));
  const transactionId = deriveId(move.transactionId, 'exchange');
  const transfers = rows.map(({ currency, minor }, at): TransferInput => {
    invariant(isCurrency(currency), 'the books hold only currencies that money knows');
    const clearing = { kind: 'processor_clearing', owner: null, currency } as const;
    const exchanged = { kind: 'currency_exchange', owner: null, currency } as const;
    const [debit, credit] = Number(minor) > 0 ? [clearing, exchanged] : [exchanged, clearing];
    return {
      id: deriveId(transactionId, currency), transactionId, debit, credit, currency, kind: 'currency_exchanged',
      amountMinor: Math.abs(Number(minor)), externalRef: at === 0 ? move.id : null, happenedAt: move.happenedAt,
    };
  });
  const outcomes = await postTransfers(tx, transfers);
  invariant(outcomes.every((outcome) => outcome === 'posted'), `the ledger takes the exchange of ${objectId}: ${outcomes.join(', ')}`);
  return Object.fromEntries(rows.map(({ currency, minor }) => [currency, Number(minor)]));
}

/** By currency, what the processor has more than the books of this object, inside this transaction. */
function differences(objectId: string) {
  return sql`
    with posted as (
      select distinct t.transaction_id from ledger_transfer_kind k join ledger_transfer t on t.kind = k.code
        and t.external_ref in (select ${objectId}::text union select id from balance_record where object_id = ${objectId})),
    both_sides as (
      select currency, amount_minor - fee_minor as minor from balance_record where object_id = ${objectId}
      union all
      select e.currency, -e.amount_minor from posted p join audit_entry e on e.transaction_id = p.transaction_id and e.account_kind = 'processor_clearing')
    select currency, sum(minor)::text as minor from both_sides group by 1 having sum(minor) <> 0 order by 1`;
}
