import { expect, it } from 'vitest';
import { countCardSetup } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { useWorld } from '../../support/world';

useWorld();

/** How many of these tries were let through. */
async function allowed(tries: { personId: string; connection: string | null }[]): Promise<number> {
  const ends = await Promise.allSettled(tries.map((hand) => countCardSetup(hand)));
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'TooManyAttempts', status: 429 });
  return ends.filter(({ status }) => status === 'fulfilled').length;
}

it('one person saves and chooses cards twenty times an hour, wherever from', async () => {
  const personId = newId();
  expect(await allowed(Array.from({ length: 30 }, (_, at) => ({ personId, connection: `203.0.113.${at}` })))).toBe(20);
  expect(await allowed([{ personId: newId(), connection: '203.0.113.1' }])).toBe(1);
});

it('one connection does so sixty times an hour, with however many accounts', async () => {
  expect(await allowed(Array.from({ length: 80 }, () => ({ personId: newId(), connection: '198.51.100.7' })))).toBe(60);
  expect(await allowed([{ personId: newId(), connection: '198.51.100.8' }, { personId: newId(), connection: null }])).toBe(2);
});
