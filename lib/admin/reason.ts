import { cleanText } from '@/lib/forms';
import { ReasonNeeded } from './errors';

/**
 * A reason as it is kept and told: one paragraph or more, clean, 3 to 500 characters.
 *
 * @throws ReasonNeeded
 */
export function readReason(typed: string): string {
  const reason = cleanText(typed, { lines: true });
  const length = [...reason].length;
  if (length < 3 || length > 500) throw new ReasonNeeded();
  return reason;
}
