import { addMilliseconds, DAY_MS } from '@/lib/dates';

/** So long nothing is paid after money began to go elsewhere (DESIGN.md 4.6, SECURITY A18). */
export const REST_HOURS = 72;
/** So long a warning about money also goes to an address that somebody had before. */
export const FORMER_ADDRESS_DAYS = 14;

const REST_MS = (REST_HOURS / 24) * DAY_MS;

/** Until when payouts rest after the later of two changes; null when there was none. */
export function restOf(accountChangedAt: Date | null, addressChangedAt: Date | null): Date | null {
  const changes = [accountChangedAt, addressChangedAt].flatMap((at) => at ?? []);
  if (changes.length === 0) return null;
  return addMilliseconds(new Date(Math.max(...changes.map((at) => at.getTime()))), REST_MS);
}
