import { LATE_DAYS } from '@/lib/moderation/input';

const DAY_MS = 86_400_000;

/** Whether something has waited longer than it should. */
export function isLate(since: Date | null, now: Date): boolean {
  return since !== null && now.getTime() - since.getTime() > LATE_DAYS * DAY_MS;
}
