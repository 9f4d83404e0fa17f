import { desc } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { platformFeeSchedule } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { Refusal } from '@/lib/errors';
import type { FeeChange } from './queries';

/** How long people are told before they pay more. */
export const NOTICE_DAYS = 30;

/** A change that would surprise people, or one that would rewrite what was announced. */
export class FeeNoticeTooShort extends Refusal {
  constructor(earliest: Date) {
    super('FeeNoticeTooShort', `This fee can apply from ${earliest.toISOString().slice(0, 10)} at the earliest.`);
  }
}

/**
 * Announces a platform fee: public on /fees at once, applied from its date on and never before. A
 * rise needs `NOTICE_DAYS` of notice; a lower fee may apply from now. Each change applies after the
 * one announced before.
 *
 * @param change.now business time, kept as the moment of the announcement
 * @throws FeeNoticeTooShort
 */
export async function announceFee(
  tx: Tx,
  change: { id: string; basisPoints: number; appliesFrom: Date; now: Date },
): Promise<FeeChange> {
  const { id, basisPoints, appliesFrom, now } = change;
  const [last] = await tx.select().from(platformFeeSchedule).orderBy(desc(platformFeeSchedule.appliesFrom)).limit(1);
  const notice = last && basisPoints > last.basisPoints ? addDays(now, NOTICE_DAYS) : now;
  const earliest = last && last.appliesFrom >= notice ? new Date(last.appliesFrom.getTime() + 1) : notice;
  if (appliesFrom < earliest) throw new FeeNoticeTooShort(earliest);
  const written = { id, basisPoints, announcedAt: now, appliesFrom };
  await tx.insert(platformFeeSchedule).values(written);
  return written;
}
