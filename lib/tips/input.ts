/**
 * What the tip form and the server agree on. Client-safe: no imports, so that the form's leaf stays
 * small.
 */
export const visibilities = ['public', 'creator_only', 'anonymous'] as const;
export type Visibility = (typeof visibilities)[number];

export const MESSAGE_MAX_CHARACTERS = 300;
export const NAME_MAX_CHARACTERS = 50;

export type TipField = 'amount' | 'message' | 'name' | 'platformTip';

/** What a person typed, by field name. */
export type TipTyped = Partial<
  Record<'amount' | 'amountOther' | 'message' | 'name' | 'visibility' | 'coverFees' | 'platformTip', string>
>;
