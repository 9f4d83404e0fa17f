import type { Tx } from '@/db/client';
import { decideFee } from '@/lib/payments';
import { applyTipOutcomes } from '@/lib/tips';
import { dispatchBillOutcomes } from './dispatch-bills';

/**
 * Books a fee that a person decided, for the tip or over the lines of the bill that the charge paid.
 * What it held becomes free like any other money.
 *
 * @param now business time
 * @returns whether a charge waited for this decision
 */
export async function applyDecidedFee(tx: Tx, decided: { chargeId: string; feeMinor: number }, now: Date): Promise<boolean> {
  const outcome = await decideFee(tx, decided);
  if (!outcome) return false;
  if (outcome.payment.purpose === 'tip') await applyTipOutcomes(tx, [outcome]);
  else await dispatchBillOutcomes(tx, [outcome], now);
  return true;
}
