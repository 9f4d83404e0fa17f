import { LINKS_MOST, OFFER_MIN_CHARACTERS, PRESETS_MOST } from '@/lib/creators/input';
import { parseAmount, plainAmount, type Currency } from '@/lib/money/input';

/** What the form says at this moment, as far as it makes sense yet. */
export type PageDraft = {
  name: string;
  tagline: string;
  bio: string;
  offer: string;
  accent: string;
  links: { label: string; url: string }[];
  presetsMinor: number[];
  minimumMinor: number;
};

type Kept = PageDraft & { currency: Currency };

/** The page as it is kept. */
export function firstDraft(kept: Kept): PageDraft {
  const { name, tagline, bio, offer, accent, links, presetsMinor, minimumMinor } = kept;
  return { name, tagline, bio, offer, accent, links, presetsMinor, minimumMinor };
}

/** Reads the form as typed; what is half typed or wrong falls back to what is kept. */
export function draftOf(data: FormData, kept: Kept): PageDraft {
  const at = (name: string) => String(data.get(name) ?? '');
  const amount = (name: string) => readAmount(at(name), kept.currency);
  const presets = numbers(PRESETS_MOST).flatMap((place) => amount(`preset${place}`) ?? []);
  const accent = at('accent').toLowerCase();
  return {
    name: at('name').trim() || kept.name,
    tagline: at('tagline').trim(),
    bio: at('bio'),
    offer: [...at('offer').trim()].length >= OFFER_MIN_CHARACTERS ? at('offer').trim() : '',
    accent: /^#[0-9a-f]{6}$/.test(accent) ? accent : kept.accent,
    links: numbers(LINKS_MOST).flatMap((place) => readLink(at(`label${place}`), at(`url${place}`))),
    presetsMinor: presets.length > 0 ? [...new Set(presets)].sort((one, other) => one - other) : kept.presetsMinor,
    minimumMinor: amount('minimum') ?? kept.minimumMinor,
  };
}

/** An amount as a field holds it. */
export function amountText(amountMinor: number | undefined, currency: Currency): string {
  return amountMinor === undefined ? '' : plainAmount(amountMinor, currency);
}

function readLink(label: string, typed: string): { label: string; url: string }[] {
  const url = typed.trim() === '' || /^[a-z][a-z0-9+.-]*:/i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  if (!url.startsWith('https://') || !URL.canParse(url)) return [];
  return [{ label: label.trim() || new URL(url).hostname.replace(/^www\./, ''), url }];
}

function readAmount(text: string, currency: Currency): number | null {
  try {
    return text.trim() === '' ? null : parseAmount(text, currency);
  } catch {
    return null;
  }
}

function numbers(most: number): number[] {
  return Array.from({ length: most }, (_, at) => at + 1);
}
