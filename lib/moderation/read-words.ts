import { cleanText, FieldRefused } from '@/lib/forms';
import { WORDS_LEAST, WORDS_MOST } from './input';

/**
 * What somebody wrote, as it is kept: clean, in paragraphs.
 *
 * @throws FieldRefused under `least` or over `most` characters
 */
export function readWords(typed: string, field: string, least = WORDS_LEAST, most = WORDS_MOST): string {
  const words = cleanText(typed, { lines: true });
  const length = [...words].length;
  if (length < least) throw new FieldRefused(field, least > 1 ? `Please write at least ${least} characters, so that we can understand it.` : 'Please write something.');
  if (length > most) throw new FieldRefused(field, `At most ${most} characters, please. These are ${length}.`);
  return words;
}
