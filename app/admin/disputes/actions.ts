'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { answerDispute, liftFreeze, refundWarned } from '@/lib/disputes';
import { businessClock } from '@/lib/stripe';

const decided = z.strictObject({ id: z.uuid(), reason: z.string() });
const answer = z.strictObject({ id: z.uuid(), words: z.string().max(20_000).default('') });

/** Accepts a dispute: the bank keeps the money. */
export const accept = act({ name: 'dispute.accept', who: 'admin', stepUp: true, input: answer }, async ({ id, words }, viewer) => {
  await answerDispute({ disputeId: id, actorId: viewer.personId, kind: 'accept', words, now: await businessClock() });
  return { goTo: `/admin/disputes/${id}` };
});

/** Counters a dispute with what we know of the payment. */
export const counter = act({ name: 'dispute.counter', who: 'admin', stepUp: true, input: answer }, async ({ id, words }, viewer) => {
  await answerDispute({ disputeId: id, actorId: viewer.personId, kind: 'counter', words, now: await businessClock() });
  return { goTo: `/admin/disputes/${id}` };
});

/** Lets a frozen fan's tab go on. */
export const thaw = act({ name: 'fan.thaw', who: 'admin', stepUp: true, input: decided }, async ({ id, reason }, viewer) => {
  await liftFreeze({ fanId: id, actorId: viewer.personId, reason, now: await businessClock() });
  return { done: 'Their tab goes on. What waited is charged by the next run.' };
});

/** Sends back what is left of a payment that was warned of. */
export const giveBack = act({ name: 'warning.refund', who: 'admin', stepUp: true, input: decided }, async ({ id, reason }, viewer) => {
  await refundWarned({ warningId: id, actorId: viewer.personId, reason, now: await businessClock() });
  return { goTo: `/admin/disputes/warnings/${id}` };
});
