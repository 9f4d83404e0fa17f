/**
 * What browser and server agree on about the challenge. Client-safe: no imports, because it loads only
 * when somebody is asked for a proof.
 */

/** The code of the refusal that a browser answers by working. */
export const CHALLENGE_NEEDED = 'ChallengeNeeded';

/** Many small sums instead of a large one: the time they take differs little, and progress can be told. */
export const ROUNDS = 8;

/** What is hashed in one round; the number is what has to be found. */
export function roundText(puzzle: string, round: number, tried: number): string {
  return `${puzzle}:${round}:${tried}`;
}

/** Whether a SHA-256 begins with so many zero bits. */
export function beginsWithZeros(hash: Uint8Array, bits: number): boolean {
  for (let at = 0, left = bits; left > 0; at += 1, left -= 8) {
    const byte = hash[at] ?? 255;
    if (left >= 8 ? byte !== 0 : byte >> (8 - left) !== 0) return false;
  }
  return true;
}
