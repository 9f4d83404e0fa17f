'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { refundBill, resumeCharges, retryBillNow } from '@/lib/admin';
import { businessClock } from '@/lib/stripe';

/** Has an open bill charged now. */
export const retry = act({ name: 'bill.retry', who: 'admin', stepUp: true, input: z.strictObject({ id: z.uuid() }) }, async ({ id }, viewer) => {
  await retryBillNow({ actorId: viewer.personId, billId: id, now: await businessClock() });
  return { goTo: `/admin/billing/${id}` };
});

/** Sends one line of a bill back, or all that is left of it. */
export const refund = act(
  {
    name: 'bill.refund',
    who: 'admin',
    stepUp: true,
    input: z.strictObject({ id: z.uuid(), line: z.uuid().optional(), kind: z.enum(['requested_by_fan', 'duplicate', 'fraudulent']), reason: z.string() }),
  },
  async ({ id, line, kind, reason }, viewer) => {
    await refundBill({ actorId: viewer.personId, billId: id, lineId: line ?? null, kind, reason, now: await businessClock() });
    return { goTo: `/admin/billing/${id}` };
  },
);

/** Lets the evening's charges go on that stood still. */
export const resume = act({ name: 'charges.resume', who: 'admin', stepUp: true, input: z.strictObject({ id: z.literal('billing'), reason: z.string() }) }, async ({ reason }, viewer) => {
  await resumeCharges({ actorId: viewer.personId, reason, now: await businessClock() });
  return { goTo: '/admin/billing' };
});
