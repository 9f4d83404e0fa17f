import { beginsWithZeros, roundText } from '@/lib/defence/input';

/** Hashes under way at once: enough to keep the browser busy, few enough that the page still answers. */
const AT_ONCE = 128;

type Puzzle = { puzzle: string; bits: number; rounds: number };

/**
 * Meets a challenge: asks for a puzzle, solves it and takes it back; what it earns is a cookie that opens
 * one page. Loads only when a form was refused for want of a proof.
 *
 * @param tell how far it is, from 0 to 1
 * @returns whether it worked
 */
export async function meetChallenge(tell: (done: number) => void): Promise<boolean> {
  try {
    const asked = await fetch('/api/challenge', { cache: 'no-store' });
    if (!asked.ok) return false;
    const puzzle: unknown = await asked.json();
    if (!isPuzzle(puzzle)) return false;
    const body = new FormData();
    body.set('puzzle', puzzle.puzzle);
    body.set('solution', (await solve(puzzle, tell)).join(','));
    return (await fetch('/api/challenge', { method: 'POST', body })).ok;
  } catch {
    // No network, or a browser without what hashing needs: the sentence of the refusal says how to wait.
    return false;
  }
}

function isPuzzle(answer: unknown): answer is Puzzle {
  const has = (name: keyof Puzzle, type: string) => typeof Reflect.get(Object(answer), name) === type;
  return has('puzzle', 'string') && has('bits', 'number') && has('rounds', 'number');
}

async function solve({ puzzle, bits, rounds }: Puzzle, tell: (done: number) => void): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    tell(round / rounds);
    found.push(await solveRound(puzzle, round, bits));
  }
  tell(1);
  return found;
}

async function solveRound(puzzle: string, round: number, bits: number): Promise<number> {
  const text = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const hashes = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) => crypto.subtle.digest('SHA-256', text.encode(roundText(puzzle, round, first + at)))),
    );
    const at = hashes.findIndex((hash) => beginsWithZeros(new Uint8Array(hash), bits));
    if (at >= 0) return first + at;
  }
}
