import type { LimitName } from './marks';

/** From the mildest to the strictest; a measure only ever moves to the right. */
export const steps = ['slow', 'challenge', 'block'] as const;
export type Step = (typeof steps)[number];

type Limit = {
  /** Refusals within this are counted. */
  windowSeconds: number;
  /** How many refused cards begin a step; a step that is missing is never taken. */
  at: Partial<Record<Step, number>>;
  /** Of a hundred opened pages so many at least must have ended in a refusal: a page that many people love has some. */
  shareOfPages?: number;
  lastsSeconds: number;
  blockLastsSeconds: number;
};

const MINUTES = 60;
const HOURS = 3_600;

/**
 * What is done from how many refused cards on (TARGETS 57: five in an hour ask for a challenge, then a
 * block). Nobody can lock another out: what can be filled by strangers (a mailbox, everywhere) is never
 * blocked, and a page that is closed to guests stays open to who is signed in.
 */
export const limits: Record<LimitName, Limit> = {
  connection: { windowSeconds: HOURS, at: { slow: 3, challenge: 5, block: 12 }, lastsSeconds: HOURS, blockLastsSeconds: 2 * HOURS },
  browser: { windowSeconds: HOURS, at: { slow: 3, challenge: 5, block: 10 }, lastsSeconds: HOURS, blockLastsSeconds: 2 * HOURS },
  mail: { windowSeconds: HOURS, at: { challenge: 5 }, lastsSeconds: HOURS, blockLastsSeconds: HOURS },
  // One stolen number tried with many codes, from wherever: enforced on those who typed it.
  card: { windowSeconds: HOURS, at: { challenge: 4, block: 8 }, lastsSeconds: HOURS, blockLastsSeconds: 2 * HOURS },
  creator: { windowSeconds: 10 * MINUTES, at: { challenge: 10, block: 40 }, shareOfPages: 50, lastsSeconds: 30 * MINUTES, blockLastsSeconds: 30 * MINUTES },
  everywhere: { windowSeconds: 10 * MINUTES, at: { challenge: 60 }, shareOfPages: 50, lastsSeconds: 30 * MINUTES, blockLastsSeconds: 30 * MINUTES },
};

/**
 * What is to be done about a mark, or null for nothing.
 *
 * @param refusals cards refused in the limit's window
 * @param pages pages opened in it; asked only of limits that look at the share
 */
export function stepFor(limit: LimitName, refusals: number, pages: number): Step | null {
  const { at, shareOfPages } = limits[limit];
  if (shareOfPages !== undefined && refusals * 100 < shareOfPages * pages) return null;
  return steps.findLast((step) => refusals >= (at[step] ?? Infinity)) ?? null;
}

/** The stricter of two. */
export function stricter(one: Step, other: Step): Step {
  return steps.indexOf(one) > steps.indexOf(other) ? one : other;
}
