'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { setOperatorValue } from '@/lib/admin';
import { cleanText, FieldRefused } from '@/lib/forms';
import { AmountInvalid, parseAmount } from '@/lib/money';
import type { OfferedCurrency } from '@/lib/pricing';
import { saved } from './saved';

const amount = z.string().transform((typed) => cleanText(typed, { lines: false })).pipe(z.string().max(20));
const whole = z.string().trim().regex(/^\d{1,3}$/, 'A whole number, please.');

const perCurrency = <Prefix extends string>(prefix: Prefix) =>
  ({ [`${prefix}USD`]: amount, [`${prefix}EUR`]: amount, [`${prefix}GBP`]: amount, [`${prefix}JPY`]: amount }) as Record<`${Prefix}${OfferedCurrency}`, typeof amount>;

/** What holds of payouts: the least, the second admin, the costs, the reserve of new pages. */
export const savePayouts = act(
  {
    name: 'setting.payouts',
    who: 'admin',
    stepUp: true,
    input: z.strictObject({
      ...perCurrency('minimum'), ...perCurrency('second'), ...perCurrency('transfer'), ...perCurrency('monthly'),
      share: z.string().trim().regex(/^\d{1,2}([.,]\d{1,2})?$/, 'A part in percent, such as 0.25.'),
      days: whole,
      percent: whole,
    }),
  },
  async (typed, { personId }) => {
    const read = (currency: OfferedCurrency) => {
      const one = (prefix: 'minimum' | 'second' | 'transfer' | 'monthly') => readAmount(typed[`${prefix}${currency}`], `${prefix}${currency}`, currency);
      return { minimumMinor: one('minimum'), secondApproverMinor: one('second'), transferCostMinor: one('transfer'), monthlyCostMinor: one('monthly') };
    };
    await setOperatorValue(personId, 'payoutLimits', { USD: read('USD'), EUR: read('EUR'), GBP: read('GBP'), JPY: read('JPY') });
    await setOperatorValue(personId, 'payoutCostBasisPoints', Math.round(Number(typed.share.replace(',', '.')) * 100));
    await setOperatorValue(personId, 'newCreatorReserve', { days: Number(typed.days), percent: Number(typed.percent) });
    return saved();
  },
);

/** Nothing is an amount too: a cost that the processor does not take. */
function readAmount(typed: string, field: string, currency: OfferedCurrency): number {
  if (/^0+([.,]0+)?$/.test(typed)) return 0;
  try {
    return parseAmount(typed, currency);
  } catch (error) {
    if (error instanceof AmountInvalid) throw new FieldRefused(field, error.sentence);
    throw error;
  }
}
