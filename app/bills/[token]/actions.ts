'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { withCardSource } from '@/app/card-source';
import { getViewer } from '@/lib/auth';
import { BillNotFound, payBill, readBillToken } from '@/lib/billing';
import { businessClock } from '@/lib/stripe';

/** Opens the hosted page that takes a refused bill's open amount. The link is all it takes, and paying is all it can do; only the fan's own card is kept. */
export const payOpenBill = act(
  { name: 'bill.pay', who: 'anyone', input: z.strictObject({ token: z.string().max(64) }) },
  async ({ token }) => {
    const billId = readBillToken(token);
    if (!billId) throw new BillNotFound();
    const viewer = await getViewer();
    const now = await businessClock();
    return withCardSource(viewer, null, async (source, from) => ({ goTo: await payBill(billId, viewer?.personId ?? null, now, { source, from }) }));
  },
);
