import { getStripe } from './client';
import { callProcessor } from './errors';
import { transferReport, type TransferReport } from './transfer-report';

/** A transfer with the account that it went to, and what of it came back; minor units. */
export type ListedTransfer = TransferReport & { accountId: string; reversedMinor: number };

/**
 * Every transfer since an instant, by Stripe's time, the oldest first: for books that may have forgotten them.
 *
 * @throws ProcessorUnavailable
 */
export async function listTransfersSince(since: Date): Promise<ListedTransfer[]> {
  const gte = Math.floor(since.getTime() / 1000);
  const found: ListedTransfer[] = [];
  await callProcessor(() => getStripe().transfers.list({ created: { gte }, limit: 100 }).autoPagingEach((transfer) => {
    const { destination } = transfer;
    const accountId = typeof destination === 'string' ? destination : destination?.id;
    if (accountId) found.push({ ...transferReport(transfer), accountId, reversedMinor: transfer.amount_reversed });
  }));
  return found.reverse();
}
