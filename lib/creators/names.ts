import { cleanText } from '@/lib/forms';
import { handleSkeleton } from './handle';

export const NAME_MAX_CHARACTERS = 60;

/**
 * Signs that sites put beside a name to say that it was verified. Nobody here is, so a name that
 * carries one would lie (SECURITY.md H14).
 */
const BADGES = /[\u2705\u2611\u2713\u2714\u2610\u2717\u2718\u229B\u272A\u24CB\u24E5\u{1F5F8}\u{1F5F9}\u{1FBB1}\u{1F6E1}\u{1F530}\u{1F4A0}\u{1F535}\u{1F537}\u{1F539}\u{1F396}\u{1F3C5}\u{1F451}]|\p{Co}/u;

/** Letters of other scripts that are drawn like Latin ones, as far as our own name can be spelled in them. */
const DRAWN_ALIKE: Record<string, string> = {
  т: 't', τ: 't', ᴛ: 't', υ: 'u', ц: 'u', ս: 'u', р: 'p', ρ: 'p', п: 'n', е: 'e', є: 'e', ε: 'e', ҽ: 'e', ո: 'n', η: 'n', с: 'c', ϲ: 'c', ᴄ: 'c',
};

/** A name as it is kept: one line, cleaned. */
export function cleanName(typed: string): string {
  return cleanText(typed, { lines: false });
}

/** Why a cleaned name is refused, or null. */
export function nameFault(name: string): 'empty' | 'long' | 'badge' | 'ours' | null {
  if (!/[\p{L}\p{N}]/u.test(name)) return 'empty';
  if ([...name].length > NAME_MAX_CHARACTERS || name.length > 2 * NAME_MAX_CHARACTERS) return 'long';
  if (BADGES.test(name)) return 'badge';
  return speaksForUs(name) ? 'ours' : null;
}

/** Whether a name reads as if it were this site itself. */
function speaksForUs(name: string): boolean {
  const plain = [...name.normalize('NFKD').toLowerCase()]
    .map((letter) => DRAWN_ALIKE[letter] ?? letter)
    .join('')
    .replace(/3/g, 'e')
    .replace(/[^a-z0-9]/g, '');
  return handleSkeleton(plain).includes(handleSkeleton('tuppence'));
}
