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

/**
 * What the operator may set, each with its shape and the value it has until somebody sets it. A new
 * setting is a line here; nothing else knows the list.
 */
export const definitions = {
  /** How long collected money is held before a creator can ask for it (DESIGN.md 4.6). */
  holdDays: { shape: z.number().int().min(0, 'At least 0 days.').max(90, 'At most 90 days.'), initial: 7 },
  /** How long after a suspension a page's owner may appeal (DESIGN.md 4.9); those told before keep their date. */
  appealDays: { shape: z.number().int().min(7, 'At least 7 days.').max(90, 'At most 90 days.'), initial: 14 },
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
  /** What creators read beside a payout that waits for review. */
  reviewNote: { shape: line(500), initial: '' },
} as const satisfies Record<string, { shape: z.ZodType; initial: unknown }>;

export type SettingName = keyof typeof definitions;
export type Settings = { [Name in SettingName]: z.output<(typeof definitions)[Name]['shape']> };
export type Imprint = Settings['imprint'];
export type TipLimits = Settings['tipLimits'];
export type TabLimits = Settings['tabLimits'];

/** Every name there is, in the order in which the admin's form shows them. */
export const settingNames = Object.keys(definitions).filter(isSettingName);

/** Whether a text names a setting. */
export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(definitions, text);
}
