import { isRefusal } from '@/lib/errors';
import { cleanText } from '@/lib/forms';
import { formatMoney, parseAmount, stripeMaximum, type Currency } from '@/lib/money';
import { TierRefused } from './errors';
import {
  BENEFIT_MAX_CHARACTERS, BENEFITS_MOST, PLACES_MOST, TIER_DESCRIPTION_MAX_CHARACTERS, TIER_NAME_MAX_CHARACTERS,
} from './limits';

/** What the form of a tier says, all of it text as somebody typed it. Benefits stand one on a line. */
export type TierTyped = {
  name: string;
  price: string;
  description: string;
  benefits: string;
  /** Empty: as many as come. */
  places: string;
  firstMonthInFull: boolean;
};

/**
 * Turns the form of a tier into what is kept.
 *
 * @param leastMinor the operator's smallest pledge in that currency
 * @throws TierRefused with the field that is wrong
 */
export function parseTier(typed: TierTyped, currency: Currency, leastMinor: number) {
  return {
    name: parseName(typed.name),
    description: parseWords('description', typed.description, TIER_DESCRIPTION_MAX_CHARACTERS),
    benefits: parseBenefits(typed.benefits),
    priceMinor: parsePrice(typed.price, currency, leastMinor),
    places: parsePlaces(typed.places),
    firstMonthInFull: typed.firstMonthInFull,
  };
}

function parseName(typed: string): string {
  const name = parseWords('name', typed.replace(/\s+/g, ' '), TIER_NAME_MAX_CHARACTERS);
  if (!/[\p{L}\p{N}]/u.test(name)) throw new TierRefused('name', 'Please give the tier a name with at least one letter or digit.');
  return name;
}

function parseWords(field: string, typed: string, most: number): string {
  const words = cleanText(typed, { lines: field !== 'name' });
  const characters = [...words].length;
  if (characters > most) throw new TierRefused(field, `This has ${characters} characters; ${most} fit. Please shorten it.`);
  return words;
}

function parseBenefits(typed: string): string[] {
  const lines = cleanText(typed, { lines: true }).split('\n').map((line) => line.replace(/^[-*•·]\s+/, '').trim()).filter((line) => line !== '');
  if (lines.length > BENEFITS_MOST) throw new TierRefused('benefits', `At most ${BENEFITS_MOST} lines, please.`);
  const long = lines.find((line) => [...line].length > BENEFIT_MAX_CHARACTERS);
  if (long) throw new TierRefused('benefits', `A line may have ${BENEFIT_MAX_CHARACTERS} characters. Please shorten “${[...long].slice(0, 30).join('')}…”.`);
  return lines;
}

function parsePrice(typed: string, currency: Currency, leastMinor: number): number {
  const priceMinor = readPrice(typed, currency);
  const show = (minor: number) => formatMoney(minor, currency, { trim: true });
  if (priceMinor < leastMinor) throw new TierRefused('price', `A tier costs ${show(leastMinor)} a month or more.`);
  if (priceMinor > stripeMaximum(currency)) throw new TierRefused('price', `At most ${show(stripeMaximum(currency))}, please.`);
  return priceMinor;
}

function readPrice(typed: string, currency: Currency): number {
  try {
    return parseAmount(typed, currency);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new TierRefused('price', error.sentence);
  }
}

function parsePlaces(typed: string): number | null {
  const text = typed.trim();
  if (text === '') return null;
  const places = /^[0-9]{1,7}$/.test(text) ? Number(text) : 0;
  if (places < 1 || places > PLACES_MOST) throw new TierRefused('places', 'Please type how many places there are, such as 25, or leave this empty.');
  return places;
}
