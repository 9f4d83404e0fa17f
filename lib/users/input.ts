/**
 * What the account's forms and the server agree on. Client-safe: no imports.
 */
export const visibilities = ['public', 'creator_only', 'anonymous'] as const;
export type Visibility = (typeof visibilities)[number];

export const NAME_MAX_CHARACTERS = 50;

/** The ways to write days and sums that can be chosen; the words of the site are English everywhere. */
export const locales = [
  'en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IE', 'en-IN', 'cs-CZ', 'da-DK', 'de-AT', 'de-CH', 'de-DE', 'es-ES', 'es-MX',
  'fi-FI', 'fr-BE', 'fr-CA', 'fr-CH', 'fr-FR', 'hu-HU', 'it-IT', 'ja-JP', 'nb-NO', 'nl-BE', 'nl-NL', 'pl-PL', 'pt-BR',
  'pt-PT', 'ro-RO', 'sk-SK', 'sl-SI', 'sv-SE',
] as const;
export type Locale = (typeof locales)[number];

/** How long a change of address waits for both mailboxes. */
export const EMAIL_CHANGE_MINUTES = 60;
