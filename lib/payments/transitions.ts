import type { ChargeReport } from '@/lib/stripe';

export type PaymentStatus = 'created' | 'open' | 'processing' | 'succeeded' | 'failed' | 'expired';

/**
 * What may follow what. Money wins: whatever we believed, a charge that the processor says
 * succeeded is succeeded; and nothing leads back from there (a refund is a row of its own).
 *
 *   created ──> open ──┬──> processing ──┬──> succeeded
 *      │               │                 │        ▲
 *      └───────────────┼──> expired ─────┼────────┤
 *                      └──> failed <─────┘────────┘
 */
const followers: Record<PaymentStatus, readonly PaymentStatus[]> = {
  created: ['open', 'processing', 'succeeded', 'failed', 'expired'],
  open: ['processing', 'succeeded', 'failed', 'expired'],
  processing: ['succeeded', 'failed'],
  failed: ['succeeded'],
  expired: ['succeeded'],
  succeeded: [],
};

/** Where a payment stands after a report: forward, or where it was. Events come in any order. */
export function advance(from: PaymentStatus, reported: ChargeReport['status']): PaymentStatus {
  return followers[from].includes(reported) ? reported : from;
}
