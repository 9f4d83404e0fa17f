import { expect, it } from 'vitest';
import { getPool } from '@/db/client';
import { answerPuzzle, beginWait, isWaiting, makePuzzle } from '@/lib/defence';
import { spendPass } from '@/lib/defence/challenge';
import { beginsWithZeros } from '@/lib/defence/input';
import { writeToken } from '@/lib/defence/tokens';
import { useWorld } from '../../support/world';
import { newConnection, solve } from './attack';

useWorld();

const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

it('a proof opens one page, once, whoever of a hundred comes first', async () => {
  const here = newConnection();
  const puzzle = await makePuzzle(here);
  const { pass } = await answerPuzzle(here, puzzle.puzzle, solve(puzzle));
  const spent = await Promise.all(Array.from({ length: 100 }, () => spendPass(here, pass)));
  expect(spent.filter(Boolean)).toHaveLength(1);
});

it('a puzzle is taken back once', async () => {
  const here = newConnection();
  const puzzle = await makePuzzle(here);
  const solution = solve(puzzle);
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => answerPuzzle(here, puzzle.puzzle, solution)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('forged, foreign, late and unsolved proofs are refused', async () => {
  const here = newConnection();
  const puzzle = await makePuzzle(here);
  const solution = solve(puzzle);
  const refused = (of: string, text: string, at = here) => expect(answerPuzzle(at, of, text)).rejects.toMatchObject({ code: 'ProofInvalid', status: 400 });
  await refused(puzzle.puzzle, solution, newConnection());
  await refused(puzzle.puzzle, '0,0,0,0,0,0,0,0');
  await refused(puzzle.puzzle, solution.split(',').slice(1).join(','));
  await refused(puzzle.puzzle, `${solution},1`);
  for (const junk of ['', '.', 'a.b.c.d', 'x'.repeat(10_000), '__proto__', puzzle.puzzle.replace('.12.', '.0.')]) await refused(junk, solution);
  const late = writeToken('puzzle', here, { seconds: secondsAgo(1), bits: 1 });
  await refused(late, solve({ puzzle: late, bits: 1, rounds: 8 }));
  for (const junk of ['', 'a.b.c.d', puzzle.puzzle, writeToken('pass', newConnection(), { seconds: secondsAgo(-60) }), writeToken('pass', here, { seconds: secondsAgo(1) })]) {
    expect(await spendPass(here, junk)).toBe(false);
  }
  expect((await answerPuzzle(here, puzzle.puzzle, solution)).pass).toEqual(expect.any(String));
});

it('who runs no scripts waits a minute instead, each wait is good once, and a connection has five in ten minutes', async () => {
  const here = newConnection();
  const { pass } = beginWait(here);
  expect([isWaiting(here, pass), await spendPass(here, pass)]).toEqual([true, false]);
  const waited = () => writeToken('wait', here, { seconds: secondsAgo(61) });
  const first = waited();
  expect(isWaiting(here, first)).toBe(false);
  expect([await spendPass(here, first), await spendPass(here, first)]).toEqual([true, false]);
  const more = [];
  for (let wait = 0; wait < 6; wait += 1) more.push(await spendPass(here, waited()));
  expect(more.filter(Boolean)).toHaveLength(3);
  expect(await spendPass(newConnection(), waited())).toBe(false);
});

it('a puzzle becomes harder the more cards were refused from there, and never so hard that a phone takes long', async () => {
  const here = newConnection();
  const easy = await makePuzzle(here);
  const { markOf } = await import('@/lib/defence/marks');
  await getPool().query(
    "insert into card_measure (id, mark, limit_name, step, refusals, until) values (gen_random_uuid(), $1, 'connection', 'challenge', 500, now() + interval '1 hour')",
    [markOf('connection', here)],
  );
  expect([easy.bits, (await makePuzzle(here)).bits]).toEqual([12, 15]);
});

it('zero bits are counted from the left', () => {
  const bytes = new Uint8Array([0, 0b0001_1111]);
  expect([8, 11, 12].map((bits) => beginsWithZeros(bytes, bits))).toEqual([true, true, false]);
});
