'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { refundPayment } from '@/lib/admin';
import { businessClock } from '@/lib/stripe';

/** Sends a payment back whole. */
export const refund = act(
  {
    name: 'payment.refund',
    who: 'admin',
    stepUp: true,
    input: z.strictObject({ id: z.uuid(), kind: z.enum(['requested_by_fan', 'duplicate', 'fraudulent']), reason: z.string() }),
  },
  async ({ id, kind, reason }, viewer) => {
    await refundPayment({ actorId: viewer.personId, paymentId: id, kind, reason, now: await businessClock() });
    return { goTo: `/admin/payments/${id}` };
  },
);
