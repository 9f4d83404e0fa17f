/** What the review of payouts is called on its pages; client-safe, so that forms can offer it. */

/** How close a payout has to be looked at. */
export const levels = ['low', 'look', 'stop'] as const;
export type Level = (typeof levels)[number];

/** From this score on somebody has to look, and from this one on it is not let go lightly. */
export const LOOK_FROM = 20;
export const STOP_FROM = 60;
/** A payout that nobody decided about for longer than this is late. */
export const LATE_DAYS = 2;
/** How far back the review looks. Addresses of deeds are kept as long (lib/origins). */
export const WINDOW_DAYS = 180;

export const levelWords: Record<Level, { label: string; hint: string }> = {
  low: { label: 'Low', hint: 'Little speaks against it.' },
  look: { label: 'Look', hint: 'Something is worth a look.' },
  stop: { label: 'Stop', hint: 'Read all of it first.' },
};

/** The level of a score of 0 to 100. */
export function levelOf(score: number): Level {
  return score >= STOP_FROM ? 'stop' : score >= LOOK_FROM ? 'look' : 'low';
}

/** Signals that are single gifts, so that an admin can read each of them. */
export const linkCodes = [
  'own_account', 'own_card', 'own_mailbox', 'own_device', 'own_network', 'shared_card', 'same_mailbox', 'ring', 'large_anonymous',
] as const;
export type LinkCode = (typeof linkCodes)[number];
export type SignalCode =
  | LinkCode | 'one_fan' | 'velocity' | 'refunds' | 'disputes' | 'fraud_warnings' | 'first_payout' | 'new_creator'
  | 'account_changed' | 'account_new' | 'shared_account' | 'reports' | 'suspended_before' | 'denied_before' | 'debt';

/** The gifts of each signal by name, and by what they have in common. */
export const linkWords: Record<LinkCode, { title: string; hint: string }> = {
  own_account: { title: 'Gifts from the owner', hint: 'Given by the very account that owns the page.' },
  own_card: { title: 'Gifts with the owner’s card', hint: 'Paid with a card that the page’s owner uses, under another name or none.' },
  own_mailbox: { title: 'Gifts from the owner’s mailbox', hint: 'The address is the owner’s but for dots or a +tag.' },
  own_device: { title: 'Gifts from the owner’s browser', hint: 'From the network and the kind of browser that the owner signs in with. People of one household share both.' },
  own_network: { title: 'Gifts from the owner’s network', hint: 'From the network that the owner signs in from, with another kind of browser. A household or a school shares one.' },
  shared_card: { title: 'One card, several names', hint: 'A card that paid gifts of more than one address or account, here or on other pages.' },
  same_mailbox: { title: 'One mailbox, several addresses', hint: 'Addresses that differ only in dots or a +tag.' },
  ring: { title: 'Gifts that went round', hint: 'From owners of pages to which this owner gave too, straight or over a third page.' },
  large_anonymous: { title: 'Large anonymous gifts', hint: 'Each as large as a payout must be at least, without a name, to a page that is new.' },
};
