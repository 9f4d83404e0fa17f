'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { BillNotFound, payBill, readBillToken } from '@/lib/billing';
import { businessClock } from '@/lib/stripe';

/** Opens the hosted page that takes a refused bill's open amount. The link is all it takes, and paying is all it can do. */
export const payOpenBill = act(
  { name: 'bill.pay', who: 'anyone', input: z.strictObject({ token: z.string().max(64) }) },
  async ({ token }) => {
    const billId = readBillToken(token);
    if (!billId) throw new BillNotFound();
    return { goTo: await payBill(billId, await businessClock()) };
  },
);
