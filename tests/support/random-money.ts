import { expect } from 'vitest';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import type { Offer } from './billing';
import { pursesOf } from './line-refunds';
import { eventsOf, signed } from './sandbox-controls';

/** What a creator has, wherever it lies: a release moves it, and only a refund or a dispute of theirs changes it. */
export async function worthOf(offer: Offer): Promise<number> {
  const [[held = 0, available = 0, debt = 0] = []] = await pursesOf([offer]);
  return held + available - debt;
}

/** For `catch`: one of these refusals is an answer, anything else is not. */
export function expectRefusal(...codes: string[]): (error: unknown) => void {
  return (error) => expect(codes).toContain(error instanceof Error && 'code' in error ? error.code : error);
}

/** Delivers what a sandbox's webhooks tell since the last time: some twice, some never, backwards. */
export function carelessPost(sandbox: () => { port: number }): (dice: number) => Promise<void> {
  const seen = new Set<string>();
  return async (dice) => {
    const events = (await eventsOf(sandbox())).filter(({ id }) => !seen.has(id));
    for (const { id } of events) seen.add(id);
    const sent = events.reverse().flatMap((event, at) => Array.from({ length: (dice + at) % 3 }, () => event));
    for (const event of sent) await receiveWebhook(signed(event));
    await processEvents();
  };
}
