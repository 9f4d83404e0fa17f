import 'server-only';
import { notFound } from 'next/navigation';
import type { Clocked } from '@/components/admin/when';
import { currentPath, isFresh, requireAdmin, type Viewer } from '@/lib/auth';
import { cleanText } from '@/lib/forms';
import { isId } from '@/lib/ids';
import { businessClock } from '@/lib/stripe';

export type Asked = Promise<Record<string, string | string[] | undefined>>;
export type Clocks = { business: Clocked; real: Clocked };

/** Rows of a list page: what fits a screen or two. */
export const PAGE_ROWS = 30;

/** Who is looking, and both clocks: payments follow the business's, sessions and jobs the machine's. */
export async function loadAdmin(): Promise<{ viewer: Viewer; clocks: Clocks }> {
  const viewer = await requireAdmin();
  const zone = viewer.timeZone;
  return { viewer, clocks: { business: { now: await businessClock(), zone }, real: { now: new Date(), zone } } };
}

/** One text of a query string; what is written twice counts as not written. */
export async function readQuery<Name extends string>(asked: Asked, ...names: Name[]): Promise<Record<Name, string>> {
  const query = await asked;
  const read = (name: Name) => {
    const value = query[name];
    // Cleaned, because a NUL is no text to PostgreSQL and a turn of direction is none to a reader.
    return typeof value === 'string' ? cleanText(value.slice(0, 254), { lines: false }) : '';
  };
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, string>;
}

/** The id that a path carries; anything else is no page. */
export async function readId(params: Promise<{ id: string }>): Promise<string> {
  const { id } = await params;
  const isOurs: boolean = isId(id);
  if (!isOurs) notFound();
  return id.toLowerCase();
}

/** Where the second factor is shown before what hurts, or null when that was just done. */
export async function proofHref(viewer: Viewer): Promise<string | null> {
  return isFresh(viewer) ? null : `/sign-in/factor?to=${encodeURIComponent(await currentPath())}`;
}

/** A day that a calendar has, written YYYY-MM-DD, or nothing. */
export function readDay(typed: string): string | undefined {
  const day = /^(19|20|21)\d\d-\d\d-\d\d$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed) ? typed : undefined;
}

/** One of these words, or nothing: a filter that nobody offered is no filter. */
export function oneOf<Word extends string>(words: readonly Word[], typed: string): Word | undefined {
  return words.find((word) => word === typed);
}
