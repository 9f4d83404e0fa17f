import { createHash } from 'node:crypto';
import { getDb } from '@/db/client';
import { spentProof } from '@/db/schema';
import { countAttempt, TooManyAttempts } from '@/lib/limits';
import { ProofInvalid } from './errors';
import { beginsWithZeros, roundText, ROUNDS } from './input';
import { markOf } from './marks';
import { measuresInForce } from './queries';
import { openToken, writeToken } from './tokens';

const PUZZLE_SECONDS = 600;
const PASS_SECONDS = 600;
/** 8 rounds of 12 bits are 33,000 hashes: about a second of a phone. */
const EASIEST_BITS = 12;
const HARDEST_BITS = 15;
/** Who runs no scripts waits instead; so that waiting is no way for many, a connection has few of them. */
const WAIT_SECONDS = 60;
const WAIT_GOOD_SECONDS = 3_600;
const WAITS_PER_WINDOW = 5;
const WAIT_WINDOW_SECONDS = 600;

export type Puzzle = { puzzle: string; bits: number; rounds: number };

/** A puzzle for a browser, harder the more cards were refused from where it is. Nothing is stored. */
export async function makePuzzle(connection: string): Promise<Puzzle> {
  const measures = await measuresInForce(getDb(), [markOf('connection', connection)]);
  const refusals = Math.max(0, ...measures.map((measure) => measure.refusals));
  const bits = Math.min(HARDEST_BITS, EASIEST_BITS + Math.floor(refusals / 5));
  return { puzzle: writeToken('puzzle', connection, { seconds: nowSeconds() + PUZZLE_SECONDS, bits }), bits, rounds: ROUNDS };
}

/**
 * Takes a solved puzzle back, once, and answers a pass that opens one page.
 *
 * @param solution the number of each round, with commas between
 * @throws ProofInvalid when it is forged, wrong, late or was used before
 */
export async function answerPuzzle(connection: string, puzzle: string, solution: string): Promise<{ pass: string; seconds: number }> {
  const opened = openToken('puzzle', connection, puzzle);
  if (!opened || opened.seconds < nowSeconds() || !isSolved(puzzle, solution, opened.bits)) throw new ProofInvalid();
  if (!(await spend(opened.id))) throw new ProofInvalid();
  return { pass: writeToken('pass', connection, { seconds: nowSeconds() + PASS_SECONDS }), seconds: PASS_SECONDS };
}

/** What a browser without scripts is given when it is asked for a proof: it is good after a minute. */
export function beginWait(connection: string): { pass: string; seconds: number } {
  return { pass: writeToken('wait', connection, { seconds: nowSeconds() }), seconds: WAIT_GOOD_SECONDS };
}

/** Whether this is a wait that goes on, so that pressing too early does not begin it anew. */
export function isWaiting(connection: string, pass: string | null): boolean {
  const waited = openToken('wait', connection, pass);
  return waited !== null && waited.seconds > nowSeconds() - WAIT_SECONDS;
}

/** Uses a pass, or a wait that was long enough: true once for each of them. */
export async function spendPass(connection: string, pass: string | null): Promise<boolean> {
  const proof = openToken('pass', connection, pass);
  if (proof) return proof.seconds >= nowSeconds() && spend(proof.id);
  const waited = openToken('wait', connection, pass);
  const age = waited === null ? 0 : nowSeconds() - waited.seconds;
  if (!waited || age < WAIT_SECONDS || age > WAIT_GOOD_SECONDS) return false;
  return (await mayWait(connection)) && spend(waited.id);
}

async function mayWait(connection: string): Promise<boolean> {
  try {
    await countAttempt(getDb(), { what: 'defence.wait', of: connection, perWindow: WAITS_PER_WINDOW, windowSeconds: WAIT_WINDOW_SECONDS });
    return true;
  } catch (error) {
    if (error instanceof TooManyAttempts) return false;
    throw error;
  }
}

function isSolved(puzzle: string, solution: string, bits: number): boolean {
  const numbers = solution.split(',');
  if (numbers.length !== ROUNDS || !numbers.every((number) => /^\d{1,9}$/.test(number))) return false;
  return numbers.every((number, round) => beginsWithZeros(createHash('sha256').update(roundText(puzzle, round, Number(number))).digest(), bits));
}

/** One statement outside of any transaction, so that of all servers one is first and a rollback gives nothing back. */
async function spend(id: string): Promise<boolean> {
  const spent = await getDb().insert(spentProof).values({ id }).onConflictDoNothing().returning({ id: spentProof.id });
  return spent.length > 0;
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
