'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { setOperatorValue } from '@/lib/admin';
import { FieldRefused } from '@/lib/forms';
import { saved } from './saved';

const A_RATE = 'A percentage above 0 and up to 100, such as 0.75.';
/** "0.75" percent is 75 basis points; more places than two say nothing of a rate. */
const percent = z.string().trim().regex(/^\d{1,3}(\.\d{1,2})?$/, A_RATE)
  .transform((typed) => Math.round(Number(typed) * 100))
  .refine((basisPoints) => basisPoints >= 1 && basisPoints <= 10_000, A_RATE);

/** From which rates of refunds and disputes on whoever reviews a payout is warned, or stopped. */
export const saveRisks = act(
  { name: 'setting.risks', who: 'admin', stepUp: true, input: z.strictObject({ refundWarn: percent, refundStop: percent, disputeWarn: percent, disputeStop: percent }) },
  async ({ refundWarn, refundStop, disputeWarn, disputeStop }, viewer) => {
    for (const [field, warn, stop] of [['refundStop', refundWarn, refundStop], ['disputeStop', disputeWarn, disputeStop]] as const) {
      if (warn > stop) throw new FieldRefused(field, 'The level to stop at cannot be under the one to warn at.');
    }
    await setOperatorValue(viewer.personId, 'riskLevels', { refundWarnBps: refundWarn, refundStopBps: refundStop, disputeWarnBps: disputeWarn, disputeStopBps: disputeStop });
    return saved();
  },
);
