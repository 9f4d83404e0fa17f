import { getStripe } from './client';
import { callProcessor } from './errors';

/** The card's network warns that a charge may be fraud, before anybody disputes it. */
export type FraudWarningReport = {
  warningId: string;
  chargeId: string;
  fraudType: string;
  /** Whether a refund still keeps the dispute away; false once refunded or disputed. */
  actionable: boolean;
  createdAt: Date;
};

/**
 * Reads one early fraud warning.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchFraudWarning(warningId: string): Promise<FraudWarningReport> {
  const warning = await callProcessor(() => getStripe().radar.earlyFraudWarnings.retrieve(warningId));
  return {
    warningId: warning.id,
    chargeId: typeof warning.charge === 'string' ? warning.charge : warning.charge.id,
    fraudType: warning.fraud_type,
    actionable: warning.actionable,
    createdAt: new Date(warning.created * 1000),
  };
}
