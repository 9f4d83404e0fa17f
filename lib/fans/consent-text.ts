/** Raised whenever the words below change; what was agreed to before stays as it was written. */
export const CONSENT_VERSION = 1;

/**
 * What somebody agrees to before anything is charged to a saved card: what is charged, when, how
 * much at most and how it ends (the networks' rules for stored cards; STRIPE.md Q2).
 *
 * @param ceiling the most that may be owed between two bills, as money in words
 */
export function consentText(ceiling: string): string {
  return [
    'Tuppence may charge the card that I saved, without asking each time, for what is on my tab: my pledges,',
    'once a month on my billing day, and the tips that I put on it.',
    `Between two bills I can owe at most ${ceiling}; when a line would pass my limit, the tab is charged at that moment.`,
    'Three days before each monthly bill a mail lists what is on it.',
    'I can change, pause or cancel a pledge, set a cap of my own and remove my card at any time in my account;',
    'what I have then is paid for up to the day that it names.',
  ].join(' ');
}
