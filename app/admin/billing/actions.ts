'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { retryBillNow } from '@/lib/admin';
import { businessClock } from '@/lib/stripe';

/** Has an open bill charged now. */
export const retry = act({ name: 'bill.retry', who: 'admin', stepUp: true, input: z.strictObject({ id: z.uuid() }) }, async ({ id }, viewer) => {
  await retryBillNow({ actorId: viewer.personId, billId: id, now: await businessClock() });
  return { goTo: `/admin/billing/${id}` };
});
