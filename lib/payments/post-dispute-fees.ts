import type { Tx } from '@/db/client';
import { deriveId } from '@/lib/ids';
import { account, post } from '@/lib/income';
import { transfersOf, type TransferDraft } from '@/lib/ledger';
import type { DisputeFee } from './apply-disputes';

/**
 * Posts what disputes themselves cost, each under the movement that took it: it is the operator's, never
 * a creator's (DESIGN.md 4.7). What the processor gives back of it, as after evidence that won, returns there.
 */
export async function postDisputeFees(tx: Tx, fees: readonly DisputeFee[]): Promise<void> {
  if (fees.length > 0) await post(tx, fees.flatMap(toTransfers));
}

function toTransfers({ dispute: { id, currency }, movement: { transactionId, feeMinor, happenedAt } }: DisputeFee) {
  const costs = account('processor_costs', { owner: '', currency });
  const clearing = account('processor_clearing', { owner: '', currency });
  const externalRef = transactionId;
  const draft: TransferDraft = feeMinor > 0
    ? { kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: feeMinor, externalRef }
    : { kind: 'processor_cost_returned', debit: clearing, credit: costs, amountMinor: 0 - feeMinor, externalRef };
  return transfersOf({ transactionId: deriveId(id, `fee:${transactionId}`), currency, happenedAt }, [draft]);
}
