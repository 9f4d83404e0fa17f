import type { ChargeReport } from './charge-report';
import { getStripe } from './client';
import { callProcessor } from './errors';
import { fetchIntent } from './fetch-intent';

/** Our clock and Stripe's may differ by as much. */
const SLACK_SECONDS = 300;

/**
 * Looks for the intent of a payment whose answer was lost, among its customer's since it was
 * started: Stripe forgets idempotency keys after a day, so after that a repeat would charge twice
 * what a search still finds.
 *
 * @param request.since when the payment was started
 * @returns null when Stripe has none: the request never arrived
 * @throws ProcessorUnavailable
 */
export async function findIntent(request: {
  customerId: string;
  paymentId: string;
  since: Date;
}): Promise<ChargeReport | null> {
  const gte = Math.floor(request.since.getTime() / 1000) - SLACK_SECONDS;
  for (let startingAfter: string | undefined; ; ) {
    const page = await callProcessor(() =>
      getStripe().paymentIntents.list({
        customer: request.customerId,
        created: { gte },
        limit: 100,
        ...(startingAfter ? { starting_after: startingAfter } : {}),
      }),
    );
    const found = page.data.find((intent) => intent.metadata.payment_id === request.paymentId);
    if (found) return fetchIntent(found.id);
    startingAfter = page.data.at(-1)?.id;
    if (!page.has_more || !startingAfter) return null;
  }
}
