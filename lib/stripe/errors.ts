import Stripe from 'stripe';
import { Refusal } from '@/lib/errors';

/** The processor did not answer in a way that says yes or no: nothing is known to have happened. */
export class ProcessorUnavailable extends Refusal {
  constructor() {
    super(
      'ProcessorUnavailable',
      'The payment page cannot be reached just now. Nothing was charged. Please try again in a minute.',
      { status: 503 },
    );
  }
}

/** The processor asks for fewer calls a second (429): what was asked did not happen; wait, then repeat. */
export class ProcessorBusy extends ProcessorUnavailable {}

/** The processor understood and said no; `processorCode` is its own code, for the log and the row. */
export class ProcessorDeclined extends Refusal {
  readonly processorCode: string;

  constructor(processorCode: string) {
    super('ProcessorDeclined', 'The payment processor refused this request. Nothing was charged.', { status: 402 });
    this.processorCode = processorCode;
  }
}

/**
 * Runs one call to the processor and names its failures. A request error is a "no" that a repeat
 * would not change; a connection error, 429 or 5xx leaves the outcome open, and the stored row is
 * taken up again later under the same key.
 *
 * @throws ProcessorUnavailable (ProcessorBusy when it wants us to slow down), ProcessorDeclined, or the original error when it is a bug of ours
 */
export async function callProcessor<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) throw new ProcessorDeclined(error.decline_code ?? error.code ?? 'declined');
    if (error instanceof Stripe.errors.StripeConnectionError) throw new ProcessorUnavailable();
    if (error instanceof Stripe.errors.StripeRateLimitError) throw new ProcessorBusy();
    // Somebody else's request with our key is still running; its answer will be ours too.
    if (isStripeError(error) && error.code === 'idempotency_key_in_use') throw new ProcessorUnavailable();
    if (error instanceof Stripe.errors.StripeAPIError) throw new ProcessorUnavailable();
    throw error;
  }
}

/**
 * Runs a call that only ends something. That it was over already is as good as done, so a request
 * that the processor calls impossible is no failure: who needs to know reads the object again.
 *
 * @throws ProcessorUnavailable
 */
export async function endAtProcessor(call: () => Promise<unknown>): Promise<void> {
  try {
    await callProcessor(call);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

function isStripeError(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeError;
}
