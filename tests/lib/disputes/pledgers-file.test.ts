import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { addDays } from '@/lib/dates';
import { exportPledgers } from '@/lib/earnings';
import { runJob } from '@/lib/jobs';
import { forgetClock } from '@/lib/stripe/business-clock';
import { addOffers, eveningOn } from '../../support/billing';
import { addPaidBill, refundLines } from '../../support/line-refunds';
import { control } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

it('the file of those who pledge says of each what was paid, what was refunded, and what a bank has', async () => {
  const offers = await addOffers(2);
  const at = eveningOn('2027-01-10');
  const { bill, chargeId, lines } = await addPaidBill(sandbox(), offers, '2027-01-10', [400, 300]);
  const sumsOf = async (which: number) => {
    let text = '';
    for await (const part of exportPledgers(getDb(), offers[which]?.creator.id ?? '')) text += part;
    return text.trim().split('\r\n').map((row) => row.split(',').slice(-3).join());
  };
  expect(await sumsOf(0)).toEqual(['Paid so far,Refunded,Disputed', '4.00,0.00,0.00']);
  await refundLines(bill.id, [lines[0]?.id ?? ''], addDays(at, 1));
  await runJob('reconcile', addDays(at, 1));
  await control(sandbox(), 'POST', `/charges/${chargeId}/dispute`);
  forgetClock();
  await runJob('reconcile', addDays(at, 2));
  expect(await sumsOf(0)).toEqual(['Paid so far,Refunded,Disputed', '4.00,4.00,0.00']);
  expect(await sumsOf(1)).toEqual(['Paid so far,Refunded,Disputed', '3.00,0.00,3.00']);
});
