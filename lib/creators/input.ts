/** Client-safe: what forms about a page and the server agree on. */
export { contrastOf, readableAccent, type AccentTheme } from './accent';
export * from './limits';

/** What a creator makes, as explore offers it. */
export const CREATOR_KINDS = [
  'writing',
  'comics',
  'music',
  'podcast',
  'film',
  'games',
  'software',
  'craft',
  'food',
  'science',
  'teaching',
] as const;

export type CreatorKind = (typeof CREATOR_KINDS)[number];

/** Whether a text names a kind; anything else in a query string means "all kinds". */
export function isCreatorKind(text: unknown): text is CreatorKind {
  return CREATOR_KINDS.some((kind) => kind === text);
}

/** The kind as a heading or filter says it. */
export const CREATOR_KIND_NAMES: Record<CreatorKind, string> = {
  writing: 'Writing',
  comics: 'Comics',
  music: 'Music',
  podcast: 'Podcasts',
  film: 'Film',
  games: 'Games',
  software: 'Software',
  craft: 'Craft',
  food: 'Food',
  science: 'Science',
  teaching: 'Teaching',
};
