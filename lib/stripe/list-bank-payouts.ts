import { getStripe } from './client';
import { callProcessor } from './errors';

/** One payment from a recipient's balance at the processor to their bank, and what it carried. */
export type BankPayout = {
  stripePayoutId: string;
  status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  failureCode: string | null;
  /** When the bank has it, or will. */
  arrivesAt: Date;
  createdAt: Date;
  /** What it carried: transfers, by what they are on the recipient's side, and payouts that came back before; empty for one made by hand. */
  carriedIds: string[];
};

/**
 * What went from a recipient's balance to their bank since a moment, oldest first, each with the
 * transfers that it carried on.
 *
 * @throws ProcessorUnavailable
 */
export async function listBankPayouts(accountId: string, since: Date): Promise<BankPayout[]> {
  const on = { stripeAccount: accountId };
  const payouts = await callProcessor(() =>
    getStripe().payouts.list({ created: { gte: Math.floor(since.getTime() / 1_000) }, limit: 100 }, on).autoPagingToArray({ limit: 10_000 }));
  const found: BankPayout[] = [];
  for (const payout of payouts.reverse()) {
    found.push({
      stripePayoutId: payout.id,
      status: toStatus(payout.status),
      failureCode: payout.failure_code,
      arrivesAt: new Date(payout.arrival_date * 1_000),
      createdAt: new Date(payout.created * 1_000),
      carriedIds: payout.automatic ? await carriedBy(payout.id, accountId) : [],
    });
  }
  return found;
}

async function carriedBy(payoutId: string, accountId: string): Promise<string[]> {
  const moves = await callProcessor(() =>
    getStripe().balanceTransactions.list({ payout: payoutId, limit: 100 }, { stripeAccount: accountId }).autoPagingToArray({ limit: 10_000 }));
  return moves.flatMap(({ source }) => (source === null ? [] : typeof source === 'string' ? source : source.id));
}

/** The declarations call it a text; a word that is new to us means that it is on its way. */
function toStatus(status: string): BankPayout['status'] {
  return status === 'paid' || status === 'failed' || status === 'canceled' || status === 'pending' ? status : 'in_transit';
}
