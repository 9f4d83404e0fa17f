import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { startTip } from '@/app/[handle]/actions';
import { GET as ask, POST as answer } from '@/app/api/challenge/route';
import { emptyFormState } from '@/components/ui/form-state';
import { getDb, getPool } from '@/db/client';
import { cardPage, origin, payment } from '@/db/schema';
import { newId } from '@/lib/ids';
import { forgetAll, learn, solve, typeCard, BAD_CARDS, newConnection } from '../lib/defence/attack';
import { arrive, cookies } from '../support/next-headers';
import { signIn } from '../support/sign-in';
import { addCreator } from '../support/tips';
import { useWorld } from '../support/world';

useWorld();

beforeEach(() => forgetAll());

/** A browser that keeps its cookies; a new one for each test. */
function come(address = newConnection(), known: Record<string, string> = {}, more: Record<string, string> = {}): void {
  arrive({
    headers: { ...more, origin: 'http://localhost:3999', 'x-tuppence-client': address, 'x-tuppence-path': '/', 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/150.0' },
    cookies: known,
  });
}

/** Sends the tip form: where it leads, or why not. */
async function tip(creatorId: string): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ creatorId, key: newId(), amount: '3.00' })) form.set(name, value);
  try {
    return (await startTip(emptyFormState, form)).refusal?.code ?? '';
  } catch (error) {
    // Next's redirect travels as an error that carries the address, which has semicolons of its own nowhere.
    if (error instanceof Error && 'digest' in error) return String(error.digest).split(';')[2] ?? '';
    throw error;
  }
}

const jar = async () => Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
const puzzleShape = z.object({ puzzle: z.string(), bits: z.number(), rounds: z.number() });
const noParams = { params: Promise.resolve({}) };

async function send(solution: string, puzzle: string): Promise<number> {
  const body = new FormData();
  body.set('puzzle', puzzle);
  body.set('solution', solution);
  return (await answer(new Request('http://localhost:3999/api/challenge', { method: 'POST', body }), noParams)).status;
}

/** Has five cards refused to whoever is here. */
async function failFive(creatorId: string): Promise<void> {
  const url = await tip(creatorId);
  for (const number of BAD_CARDS.slice(0, 5)) await typeCard(url, number);
  await learn();
}

it('a browser with our script is told the address of the payment page, so that it leaves by itself; one without is redirected', async () => {
  const { id: to } = await addCreator();
  come(newConnection(), {}, { accept: 'text/x-component' });
  const form = new FormData();
  for (const [name, value] of Object.entries({ creatorId: to, key: newId(), amount: '3.00' })) form.set(name, value);
  const led = await startTip(emptyFormState, form);
  expect(led.elsewhere).toMatch(/\/c\/pay\/cs_test_/);
  expect(led.refusal).toBeNull();

  come();
  expect(await tip(to)).toMatch(/\/c\/pay\/cs_test_/);
});

it('a browser gets its cookie with its first page, keeps it, and says where it was; whoever is signed in gets none', async () => {
  const to = await addCreator();
  come('203.0.113.77');
  expect(await tip(to.id)).toMatch(/^http/);
  const { browser } = await jar();
  expect(browser).toMatch(/^[\w-]{43}$/);
  expect(await tip(to.id)).toMatch(/^http/);
  expect(await jar()).toEqual({ browser });
  const { token, personId } = await signIn('fan@doors.example');
  come('203.0.113.78', { sid: token });
  expect(await tip(to.id)).toMatch(/^http/);
  expect(await jar()).toEqual({ sid: token });
  const [own] = await getDb().select().from(origin).where(eq(origin.personId, personId));
  expect(own).toMatchObject({ deed: 'tip', address: '203.0.113.78', network: '203.0.113.0/24', device: 'Firefox on Linux' });
  const marks = (await getDb().select().from(cardPage)).map((page) => page.marks);
  expect(new Set(marks.map((each) => each[1])).size, 'two tips of one browser, and one of another').toBe(2);
  expect(JSON.stringify(marks)).not.toContain('203.0.113');
});

it('who is asked for a proof solves it, is let through once with it, and is then asked again', async () => {
  const to = await addCreator();
  come();
  await failFive(to.id);
  expect(await tip(to.id)).toBe('ChallengeNeeded');
  const waiting = (await jar()).proof;
  const puzzle = puzzleShape.parse(await (await ask(new Request('http://localhost:3999/api/challenge'), noParams)).json());
  expect(await send('1,2,3,4,5,6,7,8', puzzle.puzzle)).toBe(400);
  expect((await jar()).proof, 'a wrong answer changes nothing').toBe(waiting);
  expect(await send(solve(puzzle), puzzle.puzzle)).toBe(204);
  expect(await send(solve(puzzle), puzzle.puzzle), 'taken back once').toBe(400);
  expect(await tip(to.id)).toMatch(/^http/);
  expect(await tip(to.id)).toBe('ChallengeNeeded');
});

it('who runs no scripts waits from the first refusal on, and pressing too early does not begin it anew', async () => {
  const to = await addCreator();
  come();
  await failFive(to.id);
  const before = await getDb().$count(payment);
  expect(await tip(to.id)).toBe('ChallengeNeeded');
  const { proof } = await jar();
  expect(await tip(to.id)).toBe('ChallengeNeeded');
  expect((await jar()).proof).toBe(proof);
  expect(await getDb().$count(payment)).toBe(before);
});

it('a forged cookie is no browser of ours and no proof, and breaks nothing', async () => {
  const to = await addCreator();
  for (const forged of ['', 'x'.repeat(4_000), '../../etc', "' or 1=1 --", '\u0000', '{"a":1}', '😀.😀.😀.😀']) {
    come(newConnection(), { browser: forged, proof: forged });
    expect(await tip(to.id)).toMatch(/^http/);
  }
  const { rows } = await getPool().query('select max(length(m)) as longest from card_page, unnest(marks) m');
  expect(rows).toEqual([{ longest: 'connection:'.length + 43 }]);
});
