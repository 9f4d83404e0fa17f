'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { readReason } from '@/lib/admin';
import { AmountInvalid, currencies, parseAmount, type Currency } from '@/lib/money';
import { bookByDecision, FeeNeeded, giveBackStray, recordStray, settleForeign } from '@/lib/reconcile';
import { businessClock } from '@/lib/stripe';

const objectId = z.string().regex(/^[a-z]{2,4}_[A-Za-z0-9_]{1,100}$/);

/** Books a movement that nobody here asked for as a cost or as the operator's own. */
export const book = act(
  { name: 'reconcile.book', who: 'admin', stepUp: true, input: z.strictObject({ id: objectId, matter: z.enum(['own', 'cost'], 'Choose what it is.'), reason: z.string() }) },
  async ({ id, matter, reason }, viewer) => {
    await bookByDecision({ actorId: viewer.personId, objectId: id, matter, reason: readReason(reason) });
    return { goTo: '/admin/reconciliation?did=booked' };
  },
);

/** Settles what the processor settled in another currency than it was charged in. */
export const settle = act(
  {
    name: 'reconcile.settle',
    who: 'admin',
    stepUp: true,
    input: z.strictObject({ id: objectId, currency: z.enum(currencies), fee: z.string().optional(), reason: z.string() }),
  },
  async ({ id, currency, fee, reason }, viewer) => {
    const feeMinor = fee === undefined ? null : readFee(fee, currency);
    await settleForeign({ actorId: viewer.personId, objectId: id, feeMinor, reason: readReason(reason), now: await businessClock() });
    return { goTo: '/admin/reconciliation?did=settled' };
  },
);

/** Records a charge that the books do not know as the tip or the bill that it paid. */
export const record = act(
  { name: 'reconcile.record', who: 'admin', stepUp: true, input: z.strictObject({ id: objectId, expected: z.uuid(), reason: z.string() }) },
  async ({ id, expected, reason }, viewer) => {
    await recordStray({ actorId: viewer.personId, objectId: id, expected, reason: readReason(reason) });
    return { goTo: '/admin/reconciliation?did=recorded' };
  },
);

/** Sends a charge that the books do not know back to who paid it. */
export const giveBack = act(
  { name: 'reconcile.give_back', who: 'admin', stepUp: true, input: z.strictObject({ id: objectId, reason: z.string() }) },
  async ({ id, reason }, viewer) => {
    await giveBackStray({ actorId: viewer.personId, objectId: id, reason: readReason(reason) });
    return { goTo: '/admin/reconciliation?did=sent' };
  },
);

function readFee(typed: string, currency: Currency): number {
  try {
    return parseAmount(typed, currency);
  } catch (error) {
    throw error instanceof AmountInvalid ? new FeeNeeded() : error;
  }
}
