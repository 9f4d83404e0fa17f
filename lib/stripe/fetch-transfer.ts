import { getStripe } from './client';
import { callProcessor } from './errors';
import { transferGroup, transferReport, type TransferReport, type TransferReversal } from './transfer-report';

/**
 * A transfer with all that came back of it.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchTransfer(transferId: string): Promise<TransferReport> {
  const transfer = await callProcessor(() => getStripe().transfers.retrieve(transferId));
  const report = transferReport(transfer);
  if (transfer.amount_reversed === 0) return report;
  const found = await callProcessor(() => getStripe().transfers.listReversals(transferId, { limit: 100 }).autoPagingToArray({ limit: 10_000 }));
  const reversals = found.map(({ id, amount, created }): TransferReversal => ({ reversalId: id, amountMinor: amount, createdAt: new Date(created * 1_000) }));
  return { ...report, reversals: reversals.reverse() };
}

/**
 * The transfer of a payout whose answer was lost; null when the processor has made none. It lists what
 * it has at once, so that who asks after an answer knows.
 *
 * @throws ProcessorUnavailable
 */
export async function findTransfer(payoutId: string): Promise<TransferReport | null> {
  const { data } = await callProcessor(() => getStripe().transfers.list({ transfer_group: transferGroup(payoutId), limit: 100 }));
  const found = data.find((transfer) => transfer.metadata.payout_id === payoutId);
  return found ? transferReport(found) : null;
}
