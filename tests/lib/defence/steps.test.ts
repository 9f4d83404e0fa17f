import { expect, it } from 'vitest';
import { stepFor, stricter } from '@/lib/defence/steps';

it('five refused cards in an hour ask for a proof, and then a block follows (TARGETS 57)', () => {
  const steps = [1, 2, 3, 4, 5, 11, 12, 400].map((refusals) => stepFor('connection', refusals, 0));
  expect(steps).toEqual([null, null, 'slow', 'slow', 'challenge', 'challenge', 'block', 'block']);
});

it('what strangers can fill is never blocked: a mailbox, and the whole place', () => {
  expect([stepFor('mail', 1_000, 0), stepFor('everywhere', 1_000, 1_000)]).toEqual(['challenge', 'challenge']);
});

it('a page is under attack only if at least half of its pages end in a refusal', () => {
  expect([stepFor('creator', 9, 9), stepFor('creator', 10, 20), stepFor('creator', 10, 21), stepFor('creator', 40, 40)]).toEqual([null, 'challenge', null, 'block']);
});

it('a step is only ever followed by a stricter one', () => {
  expect([stricter('slow', 'challenge'), stricter('block', 'slow'), stricter('challenge', 'challenge')]).toEqual(['challenge', 'block', 'challenge']);
});
