import { cleanText } from '@/lib/forms';
import type { Currency } from '@/lib/money';
import type { OperatorLimits } from '@/lib/pricing';
import { AccentInvalid, NameRefused, OfferTooShort, TextTooLong } from './errors';
import type { CreatorKind } from './input';
import { BIO_MAX_CHARACTERS, OFFER_MAX_CHARACTERS, OFFER_MIN_CHARACTERS, TAGLINE_MAX_CHARACTERS, THANK_YOU_MAX_CHARACTERS } from './limits';
import { cleanName, nameFault } from './names';
import { parseAmounts } from './parse-amounts';
import { parseLinks, type PageLink } from './parse-links';

/** What the form of a page says, all of it text as somebody typed it. */
export type PageTyped = {
  name: string;
  tagline: string;
  bio: string;
  offer: string;
  thankYou: string;
  kind: CreatorKind;
  accent: string;
  minimum: string;
  presets: string[];
  links: PageLink[];
};

/**
 * Turns the form of a page into what is kept.
 *
 * @param currency the page's own, which this form does not change
 * @param limits the operator's, in that currency
 * @throws NameRefused, TextTooLong, OfferTooShort, AccentInvalid, LinkRefused, AmountRefused
 */
export function parsePage(typed: PageTyped, currency: Currency, limits: OperatorLimits) {
  return {
    columns: {
      name: parseName(typed.name),
      tagline: parseText('tagline', typed.tagline, TAGLINE_MAX_CHARACTERS, { lines: false }),
      bio: parseText('bio', typed.bio, BIO_MAX_CHARACTERS, { lines: true }),
      offer: parseOffer(typed.offer, { required: false }),
      thankYou: parseText('thankYou', typed.thankYou, THANK_YOU_MAX_CHARACTERS, { lines: true }),
      kind: typed.kind,
      accent: parseAccent(typed.accent),
      ...parseAmounts(typed, currency, limits),
    },
    links: parseLinks(typed.links),
  };
}

/** @throws NameRefused */
export function parseName(typed: string): string {
  const name = cleanName(typed);
  const fault = nameFault(name);
  if (fault) throw new NameRefused(fault);
  return name;
}

/**
 * What supporters get, in a sentence of at least twenty characters; empty is allowed where links may
 * show it instead.
 *
 * @throws OfferTooShort, TextTooLong
 */
export function parseOffer(typed: string, { required }: { required: boolean }): string {
  const offer = parseText('offer', typed, OFFER_MAX_CHARACTERS, { lines: true });
  const tooShort = [...offer].length < OFFER_MIN_CHARACTERS;
  if (tooShort && (required || offer !== '')) throw new OfferTooShort(OFFER_MIN_CHARACTERS);
  return offer;
}

function parseText(field: string, typed: string, most: number, options: { lines: boolean }): string {
  const text = field === 'bio' ? cleanMarkdown(typed) : cleanText(typed, options);
  // The database counts a sign outside the first plane once, as people do.
  const characters = [...text].length;
  if (characters > most) throw new TextTooLong(field, characters, most);
  return text;
}

/** Markdown keeps the spaces at the beginning of its lines: they nest its lists. */
function cleanMarkdown(typed: string): string {
  return typed
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => `${/^ {0,8}/.exec(line)?.[0] ?? ''}${cleanText(line, { lines: false })}`.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

function parseAccent(typed: string): string {
  const accent = typed.trim().toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(accent)) throw new AccentInvalid();
  return accent;
}
