import { addMilliseconds, DAY_MS } from '@/lib/dates';
import { demoMessages } from './messages';

/** One tip of the demo month, ready to be made through the door that every tip takes. */
export type DemoTip = {
  handle: string;
  name: string | null;
  message: string | null;
  amountMinor: number;
  visibility: 'public' | 'creator_only' | 'anonymous';
  happenedAt: Date;
};

const MONTH_DAYS = 30;
/** The newest tip is some hours old, so that a clock a little off never dates one into the future. */
const QUIET_MS = 2 * 3_600_000;

/**
 * The tips of the demo month in the order in which they happened, the last some hours before `now`.
 * The same every time: each page's tips are spread evenly over the month, and the fractions of the
 * golden ratio move them off the full days, so that no two fall together and nothing is drawn by lot.
 */
export function demoTips(now: Date): DemoTip[] {
  const golden = (Math.sqrt(5) - 1) / 2;
  const tips = Object.entries(demoMessages).flatMap(([handle, said], page) =>
    said.map(([name, message, amountMinor, visibility], index): DemoTip => {
      const share = (index + ((page * 7 + index) * golden) % 1) / said.length;
      const happenedAt = addMilliseconds(now, Math.round((share - 1) * MONTH_DAYS * DAY_MS) - QUIET_MS);
      return { handle, name, message, amountMinor, visibility: visibility ?? 'public', happenedAt };
    }),
  );
  return tips.sort((left, right) => left.happenedAt.getTime() - right.happenedAt.getTime());
}
