/**
 * Where business time comes from (DESIGN.md 4.10): billing dates, holds and `happened_at` follow
 * one clock that is passed as an argument, never SQL `now()`. Signatures, sessions and leases use
 * real time and never this.
 */
export type Clock = () => Promise<Date>;

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The clock of every installation that talks to the real processor: the machine's own, in UTC. */
export const realClock: Clock = () => Promise.resolve(new Date());

/** The instant `milliseconds` after `date`; negative goes back. */
export function addMilliseconds(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds);
}

/** The instant `days` times 24 hours after `date`, in UTC: for holds and terms, not calendars. */
export function addDays(date: Date, days: number): Date {
  return addMilliseconds(date, days * DAY_MS);
}
