/**
 * What the tip form and the server agree on. Client-safe: no imports, so that the form's leaf stays
 * small.
 */
export const visibilities = ['public', 'creator_only', 'anonymous'] as const;
export type Visibility = (typeof visibilities)[number];

/** How a tip is paid: a charge of its own now, or with all others on the tab. */
export const tipWays = ['card', 'tab'] as const;
export type TipWay = (typeof tipWays)[number];

export const MESSAGE_MAX_CHARACTERS = 300;
export const NAME_MAX_CHARACTERS = 50;

export type TipField = 'amount' | 'message' | 'name' | 'platformTip' | 'agree';

/** What a person typed, by field name. */
export type TipTyped = Partial<
  Record<'amount' | 'amountOther' | 'message' | 'name' | 'visibility' | 'coverFees' | 'platformTip' | 'way', string>
>;
