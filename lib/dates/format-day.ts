/** How somebody reads dates: their language's order of day and month, and the place of their clock. */
export type DateReader = { locale: string; timeZone: string };

/** For who is not signed in: pages that everybody sees alike. */
export const everybody: DateReader = { locale: 'en-GB', timeZone: 'UTC' };

/** A day as this person writes it: `21 November 2026`, `November 21, 2026`, `21. November 2026`. */
export function formatDay(date: Date, reader: DateReader): string {
  return formatterOf('day', reader).format(date);
}

/** A day in little room: `21 Nov 2026`. */
export function formatShortDay(date: Date, reader: DateReader): string {
  return formatterOf('short', reader).format(date);
}

/** A moment with its minute, on this person's clock: `21 Nov 2026, 14:05`. */
export function formatMoment(date: Date, reader: DateReader): string {
  return formatterOf('moment', reader).format(date);
}

/** The calendar year that a moment falls into, where this person lives. */
export function yearOf(date: Date, { timeZone }: DateReader): number {
  return Number(formatterOf('year', { locale: 'en', timeZone }).format(date));
}

/** The time zones that this machine knows, by their names in the tz database. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** Whether a text names a time zone. */
export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const SHAPES = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making one costs a hundred times what using it does; there are few languages and zones. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatterOf(shape: keyof typeof SHAPES, { locale, timeZone }: DateReader): Intl.DateTimeFormat {
  const key = `${shape} ${locale} ${timeZone}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, { ...SHAPES[shape], timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' });
  made.set(key, known);
  return known;
}
