import type { RefusedTries } from '@/lib/defence';
import { log } from '@/lib/log';
import { fetchRefusedTries, type ChargeReport, type SetupReport } from '@/lib/stripe';

/**
 * The cards that were refused on a hosted page that takes a payment. Asked for only where there was one,
 * and never in the way of the payment itself: what cannot be fetched is told with the next event.
 */
export async function refusalsOfCharge(report: ChargeReport): Promise<RefusedTries[]> {
  const { sessionId, paymentId, paymentIntentId, failureCode } = report;
  if (!sessionId || !paymentId || !paymentIntentId || failureCode === null) return [];
  try {
    return [{ pageId: paymentId, tries: await fetchRefusedTries(paymentIntentId) }];
  } catch (error) {
    log.warn('refusals.not_fetched', { payment: paymentId, error: error instanceof Error ? error.name : '' });
    return [];
  }
}

/** The card that was refused last on a page that saves one; each try there has an id of its own. */
export function refusalsOfSetup({ setupId, refusedTry }: SetupReport): RefusedTries[] {
  return setupId && refusedTry ? [{ pageId: setupId, tries: [refusedTry] }] : [];
}
