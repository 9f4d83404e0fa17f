import { z } from 'zod';
import { currencies, stripeMinimum } from '@/lib/money';
import { allowedCountries } from './countries';

const line = (most: number) => z.string().trim().max(most, `At most ${most} characters, please.`);
const address = z.union([z.literal(''), z.email('This does not look like a mail address.').max(254)]);
const minor = z.number().int().positive();

const limits = z.partialRecord(
  z.enum(currencies),
  z.strictObject({ directMinimumMinor: minor, smallBillMinor: minor }),
).superRefine((byCurrency, context) => {
  for (const currency of currencies) {
    const least = byCurrency[currency]?.directMinimumMinor;
    if (least !== undefined && least < stripeMinimum(currency)) {
      context.addIssue({ code: 'custom', path: [currency, 'directMinimumMinor'], message: `Stripe takes no charge this small in ${currency}.` });
    }
  }
});

const tab = z.partialRecord(
  z.enum(currencies),
  z.strictObject({ tabFirstMinor: minor, tabStepMinor: minor, tabMostMinor: minor, tabTipMinimumMinor: minor, pledgeMinimumMinor: minor }),
).superRefine((byCurrency, context) => {
  for (const currency of currencies) {
    const set = byCurrency[currency];
    if (!set) continue;
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: [currency, 'tabFirstMinor'], message });
    if (set.tabFirstMinor < stripeMinimum(currency)) refuse(`A new tab in ${currency} must reach Stripe’s smallest charge.`);
    if (set.tabFirstMinor > set.tabMostMinor) refuse(`A new tab in ${currency} cannot owe more than the most.`);
  }
});

const rate = z.number().int().min(1, 'More than 0 %, please.').max(10_000, 'At most 100 %.');

const risks = z
  .strictObject({ refundWarnBps: rate, refundStopBps: rate, disputeWarnBps: rate, disputeStopBps: rate })
  .refine((levels) => levels.refundWarnBps <= levels.refundStopBps && levels.disputeWarnBps <= levels.disputeStopBps, 'The level to warn at cannot be above the one to stop at.');

const payouts = z.partialRecord(
  z.enum(currencies),
  z.strictObject({ minimumMinor: minor, secondApproverMinor: minor, transferCostMinor: z.number().int().min(0), monthlyCostMinor: z.number().int().min(0) }),
);

/**
 * What the operator may set, each with its shape and the value it has until somebody sets it. A new
 * setting is a line here; nothing else knows the list.
 */
export const definitions = {
  /** How long collected money is held before a creator can ask for it (DESIGN.md 4.6). */
  holdDays: { shape: z.number().int().min(0, 'At least 0 days.').max(90, 'At most 90 days.'), initial: 7 },
  /** How long after a suspension a page's owner may appeal (DESIGN.md 4.9); those told before keep their date. */
  appealDays: { shape: z.number().int().min(7, 'At least 7 days.').max(90, 'At most 90 days.'), initial: 14 },
  /** Whether a payment that the processor warns of is sent back at once, before its bank disputes it. */
  refundOnWarning: { shape: z.boolean(), initial: true },
  /** Where creators may live: a page of another country takes no money. */
  allowedCountries: {
    shape: z.array(z.string().regex(/^[A-Z]{2}$/, 'Two capital letters for each country, for instance DE.'))
      .min(1, 'At least one country.').max(249),
    initial: allowedCountries,
  },
  /** The operator's smallest amounts, by currency, over those that lib/pricing ships. */
  tipLimits: { shape: limits, initial: {} },
  /** What tabs may owe and the least that goes on one, by currency, over what lib/pricing ships. */
  tabLimits: { shape: tab, initial: {} },
  /** The least that is paid out, above what a second admin must agree, and what a payout costs, by currency. */
  payoutLimits: { shape: payouts, initial: {} },
  /** What the processor takes of a payout beside the fixed parts, in basis points of its sum. */
  payoutCostBasisPoints: { shape: z.number().int().min(0, 'At least 0.').max(1_000, 'At most 10 %.'), initial: 25 },
  /** For so many days after its first collected money a page leaves this part of what is available untaken. */
  newCreatorReserve: {
    shape: z.strictObject({
      days: z.number().int().min(0, 'At least 0 days.').max(365, 'At most 365 days.'),
      percent: z.number().int().min(0, 'At least 0 %.').max(100, 'At most 100 %.'),
    }),
    initial: { days: 30, percent: 10 },
  },
  /** Who runs this place, for /imprint; empty fields are left out there. */
  imprint: {
    shape: z.strictObject({
      operatorName: line(120), address: line(500), country: line(60), email: address,
      registerId: line(120), vatId: line(60),
    }),
    initial: { operatorName: '', address: '', country: '', email: '', registerId: '', vatId: '' },
  },
  /** Where people write to when something went wrong; empty: no address is shown. */
  supportAddress: { shape: address, initial: '' },
  /** From which part of a page's gifts on refunds and disputes warn, or stop, who reviews a payout; in basis points. */
  riskLevels: { shape: risks, initial: { refundWarnBps: 1_000, refundStopBps: 1_500, disputeWarnBps: 50, disputeStopBps: 75 } },
  /** What creators read beside a payout that waits for review. */
  reviewNote: { shape: line(500), initial: '' },
} as const satisfies Record<string, { shape: z.ZodType; initial: unknown }>;

export type SettingName = keyof typeof definitions;
export type Settings = { [Name in SettingName]: z.output<(typeof definitions)[Name]['shape']> };
export type Imprint = Settings['imprint'];
export type TipLimits = Settings['tipLimits'];
export type RiskLevels = Settings['riskLevels'];
export type TabLimits = Settings['tabLimits'];

/** Every name there is, in the order in which the admin's form shows them. */
export const settingNames = Object.keys(definitions).filter(isSettingName);

/** Whether a text names a setting. */
export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(definitions, text);
}
