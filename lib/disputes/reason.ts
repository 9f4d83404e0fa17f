import { cleanText } from '@/lib/forms';
import { DecisionReasonNeeded } from './errors';

/**
 * A reason as the audit log keeps it: clean, 3 to 500 characters.
 *
 * @throws DecisionReasonNeeded
 */
export function readReason(typed: string): string {
  const reason = cleanText(typed, { lines: true });
  const length = [...reason].length;
  if (length < 3 || length > 500) throw new DecisionReasonNeeded();
  return reason;
}
