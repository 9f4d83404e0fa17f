'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { publishText, setOperatorValue } from '@/lib/admin';
import { cleanText, FieldRefused } from '@/lib/forms';
import { legalDocuments } from '@/lib/legal';
import { AmountInvalid, parseAmount } from '@/lib/money';
import type { OfferedCurrency } from '@/lib/pricing';
import { saved } from './saved';

/** Clean, because a NUL is no text to PostgreSQL. */
const text = (most: number) => z.string().transform((typed) => cleanText(typed, { lines: true })).pipe(z.string().max(most));

/** How long collected money is held. */
export const saveHold = act(
  { name: 'setting.hold', who: 'admin', stepUp: true, input: z.strictObject({ holdDays: z.string().trim().regex(/^\d{1,2}$/, 'A whole number of days, 0 to 90.') }) },
  async ({ holdDays }, viewer) => {
    await setOperatorValue(viewer.personId, 'holdDays', Number(holdDays));
    return saved();
  },
);

/** Whether what the processor warns of is sent back at once. */
export const saveWarnings = act(
  { name: 'setting.warnings', who: 'admin', stepUp: true, input: z.strictObject({ refundOnWarning: z.literal('yes').optional() }) },
  async ({ refundOnWarning }, viewer) => {
    await setOperatorValue(viewer.personId, 'refundOnWarning', refundOnWarning === 'yes');
    return saved();
  },
);

/** How long somebody suspended may appeal. */
export const saveAppeals = act(
  { name: 'setting.appeals', who: 'admin', stepUp: true, input: z.strictObject({ appealDays: z.string().trim().regex(/^\d{1,2}$/, 'A whole number of days, 7 to 90.') }) },
  async ({ appealDays }, viewer) => {
    await setOperatorValue(viewer.personId, 'appealDays', Number(appealDays));
    return saved();
  },
);

/** Where creators may live. */
export const saveCountries = act(
  { name: 'setting.countries', who: 'admin', stepUp: true, input: z.strictObject({ allowedCountries: text(2_000) }) },
  async ({ allowedCountries }, viewer) => {
    const codes = allowedCountries.toUpperCase().split(/[\s,;]+/).filter(Boolean);
    await setOperatorValue(viewer.personId, 'allowedCountries', [...new Set(codes)].sort());
    return saved();
  },
);

const amount = text(20);

/** The operator's smallest amounts, by currency. */
export const saveLimits = act(
  {
    name: 'setting.limits',
    who: 'admin',
    stepUp: true,
    input: z.strictObject({
      leastUSD: amount, billUSD: amount, leastEUR: amount, billEUR: amount, leastGBP: amount, billGBP: amount, leastJPY: amount, billJPY: amount,
    }),
  },
  async (typed, viewer) => {
    const read = (field: keyof typeof typed, currency: OfferedCurrency) => readAmount(typed[field], field, currency);
    await setOperatorValue(viewer.personId, 'tipLimits', {
      USD: { directMinimumMinor: read('leastUSD', 'USD'), smallBillMinor: read('billUSD', 'USD') },
      EUR: { directMinimumMinor: read('leastEUR', 'EUR'), smallBillMinor: read('billEUR', 'EUR') },
      GBP: { directMinimumMinor: read('leastGBP', 'GBP'), smallBillMinor: read('billGBP', 'GBP') },
      JPY: { directMinimumMinor: read('leastJPY', 'JPY'), smallBillMinor: read('billJPY', 'JPY') },
    });
    return saved();
  },
);

const perCurrency = <Prefix extends string>(prefix: Prefix) =>
  ({ [`${prefix}USD`]: amount, [`${prefix}EUR`]: amount, [`${prefix}GBP`]: amount, [`${prefix}JPY`]: amount }) as Record<`${Prefix}${OfferedCurrency}`, typeof amount>;

/** What tabs may owe, by currency. */
export const saveTabLimits = act(
  {
    name: 'setting.tab',
    who: 'admin',
    stepUp: true,
    input: z.strictObject({ ...perCurrency('first'), ...perCurrency('step'), ...perCurrency('most'), ...perCurrency('tip'), ...perCurrency('pledge') }),
  },
  async (typed, viewer) => {
    const read = (currency: OfferedCurrency) => {
      const one = (field: `${'first' | 'step' | 'most' | 'tip' | 'pledge'}${OfferedCurrency}`) => readAmount(typed[field], field, currency);
      return {
        tabFirstMinor: one(`first${currency}`), tabStepMinor: one(`step${currency}`), tabMostMinor: one(`most${currency}`),
        tabTipMinimumMinor: one(`tip${currency}`), pledgeMinimumMinor: one(`pledge${currency}`),
      };
    };
    await setOperatorValue(viewer.personId, 'tabLimits', { USD: read('USD'), EUR: read('EUR'), GBP: read('GBP'), JPY: read('JPY') });
    return saved();
  },
);

function readAmount(typed: string, field: string, currency: OfferedCurrency): number {
  try {
    return parseAmount(typed, currency);
  } catch (error) {
    if (error instanceof AmountInvalid) throw new FieldRefused(field, error.sentence);
    throw error;
  }
}

/** Who runs this place. */
export const saveImprint = act(
  {
    name: 'setting.imprint',
    who: 'admin',
    stepUp: true,
    input: z.strictObject({ operatorName: text(120), address: text(500), country: text(60), email: text(254), registerId: text(120), vatId: text(60) }),
  },
  async (imprint, viewer) => {
    await setOperatorValue(viewer.personId, 'imprint', imprint);
    return saved();
  },
);

/** Whom to write to, and what stands beside payouts that wait. */
export const saveContact = act(
  { name: 'setting.contact', who: 'admin', stepUp: true, input: z.strictObject({ supportAddress: text(254), reviewNote: text(500) }) },
  async ({ supportAddress, reviewNote }, viewer) => {
    await setOperatorValue(viewer.personId, 'supportAddress', supportAddress);
    await setOperatorValue(viewer.personId, 'reviewNote', reviewNote);
    return saved();
  },
);

/** Publishes the next version of a legal text. */
export const publishLegal = act(
  { name: 'legal.publish', who: 'admin', stepUp: true, input: z.strictObject({ document: z.enum(legalDocuments), body: z.string().transform((typed) => typed.replaceAll('\0', '')) }) },
  async ({ document, body }, viewer) => {
    const version = await publishText(viewer.personId, document, body);
    return saved(`Version ${version} is published.`);
  },
);
