import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Source } from '@/lib/defence';
import { entryFile } from '../../support/entries';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';
import { BAD_CARDS, browserAt, forgetAll, learn, typeCard, withProof } from './attack';

const { database } = useWorld();
let servers: ReturnType<typeof server>[] = [];

/** A process of its own on our database and sandbox. */
function server() {
  const child = spawn(process.execPath, [entryFile('tests/support/tip-process.ts')], {
    env: { ...process.env, DATABASE_URL: database.url(), TUPPENCE_LOG: 'silent' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child,
    async tip(source: Source, creatorId: string, times: number): Promise<string[]> {
      child.stdin.write(`${JSON.stringify({ creatorId, times, source })}\n`);
      return z.array(z.string()).parse(JSON.parse(String((await lines.next()).value)));
    },
  };
}

beforeAll(() => {
  servers = [server(), server()];
});

afterAll(() => {
  for (const { child } of servers) child.kill();
});

/** Both servers at once. */
async function both(source: Source, creatorId: string, times: number): Promise<string[]> {
  return (await Promise.all(servers.map((one) => one.tip(source, creatorId, times)))).flat();
}

const opened = (answers: string[]) => answers.filter((answer) => answer.startsWith('http'));

it('two servers count together: what one learned the other knows, and one proof opens one page on one of them', { timeout: 120_000 }, async () => {
  const [to, thief] = [await addCreator(), browserAt()];
  expect(opened(await both(thief, to.id, 30)), 'forty are free, on both together').toHaveLength(40);
  await forgetAll();
  const [page = ''] = await both(thief, to.id, 1);
  for (const number of BAD_CARDS.slice(0, 5)) await typeCard(page, number);
  await learn();
  expect(new Set(await both(thief, to.id, 3))).toEqual(new Set(['ChallengeNeeded']));
  const proven = withProof(thief);
  const answers = await both(proven, to.id, 20);
  expect(opened(answers)).toHaveLength(1);
  expect(new Set(answers.filter((answer) => !answer.startsWith('http')))).toEqual(new Set(['ChallengeNeeded']));
});
