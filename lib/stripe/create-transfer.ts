import Stripe from 'stripe';
import { getStripe } from './client';
import { callProcessor, ProcessorUnavailable } from './errors';
import { transferGroup, transferReport, type TransferReport } from './transfer-report';

export type TransferOrder = {
  payoutId: string;
  /** Which try this is; each has a key of its own. */
  attempt: number;
  /** The recipient's account at the processor. */
  accountId: string;
  amountMinor: number;
  /** ISO 4217, upper case. */
  currency: string;
};

/**
 * What the processor made of a transfer: it was made; there is not enough on our own balance yet; or it
 * will never be made to this account. The last two have moved nothing, and a repeat under the same key
 * would only answer the same.
 */
export type TransferAnswer = { is: 'made'; transfer: TransferReport } | { is: 'no_funds' | 'refused'; code: string };

/** The processor failed and remembers that it did: under this key it will answer nothing else. */
export class ProcessorRemembersFailure extends ProcessorUnavailable {}

/**
 * Sends money from our balance to a recipient's account. The payout and the number of the try are the
 * idempotency key, so that asking twice sends once; the group finds it again should the answer be lost.
 *
 * @throws ProcessorUnavailable when nothing is known; ProcessorRemembersFailure when no repeat under this key would tell
 */
export async function createTransfer(order: TransferOrder): Promise<TransferAnswer> {
  const { payoutId, attempt, accountId, amountMinor, currency } = order;
  try {
    const transfer = await callProcessor(() => getStripe().transfers.create(
      {
        amount: amountMinor,
        currency: currency.toLowerCase(),
        destination: accountId,
        transfer_group: transferGroup(payoutId),
        metadata: { payout_id: payoutId, attempt: String(attempt) },
      },
      { idempotencyKey: `payout_${payoutId}_${attempt}` },
    ).catch(remembered));
    return { is: 'made', transfer: transferReport(transfer) };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const code = error.code ?? 'invalid_request';
    return { is: code === 'balance_insufficient' ? 'no_funds' : 'refused', code };
  }
}

function remembered(error: unknown): never {
  const isReplayed = error instanceof Stripe.errors.StripeAPIError && error.headers?.['idempotent-replayed'] === 'true';
  throw isReplayed ? new ProcessorRemembersFailure() : error;
}
