import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { payment as paymentTable } from '@/db/schema';
import { findBillReceipt, listBills, toBillView } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { sumBill, wordBill, wordReceipt } from '@/lib/receipts';
import { forgetClock } from '@/lib/stripe/business-clock';
import { findOwnReceipt, findTipReceipt, toReceiptView, writeReceiptsCsv } from '@/lib/tips';
import { addOffers, eveningOn } from '../../support/billing';
import { addPaidBill } from '../../support/line-refunds';
import { addPerson } from '../../support/people';
import { control } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

async function tipOf(personId: string) {
  const creator = await addCreator();
  const begun = await beginAndPay(creator.id, wishFor(700));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  await getDb().update(paymentTable).set({ personId }).where(eq(paymentTable.id, payment.id));
  return payment;
}

async function dispute(chargeId: string | null, at: Date): Promise<string> {
  const opened = (await control(sandbox(), 'POST', `/charges/${chargeId ?? ''}/dispute`)) as { id: string };
  forgetClock();
  await runJob('reconcile', at);
  return opened.id;
}

async function close(id: string, status: 'won' | 'lost', at: Date) {
  await control(sandbox(), 'POST', `/disputes/${id}/close`, { status });
  forgetClock();
  await runJob('reconcile', at);
}

it('the receipt of a disputed tip says that it lies with the bank, and never that it was refunded by us; won, that it stands', async () => {
  const { id: personId } = await addPerson();
  const paid = await tipOf(personId);
  const said = async () => {
    const receipt = await findTipReceipt(getDb(), paid.id);
    const own = await findOwnReceipt(getDb(), personId, paid.id);
    if (!receipt || !own) throw new Error('there is a receipt');
    const words = wordReceipt(toReceiptView(receipt), 'River Notes');
    return { status: receipt.status, own: own.status, dispute: receipt.dispute, title: words.title, total: words.total.label, note: words.note, csv: writeReceiptsCsv([own]) };
  };
  expect(await said()).toMatchObject({ status: 'paid', own: 'paid', dispute: null, title: 'Receipt' });
  const disputeId = await dispute(paid.chargeId, now());
  const open = await said();
  expect(open).toMatchObject({ status: 'disputed', own: 'disputed', dispute: 'with_bank', title: 'Disputed', total: 'With your bank, until it decides' });
  expect(open.note).not.toContain('Refunded');
  expect(open.csv).toContain('disputed');
  await close(disputeId, 'won', now());
  expect(await said()).toMatchObject({ status: 'paid', own: 'paid', dispute: 'won', title: 'Receipt' });

  const other = await tipOf(personId);
  const otherId = await dispute(other.chargeId, now());
  await close(otherId, 'lost', now());
  const receipt = await findTipReceipt(getDb(), other.id);
  expect(receipt).toMatchObject({ status: 'charged_back', dispute: 'lost' });
  expect(await findOwnReceipt(getDb(), personId, other.id)).toMatchObject({ status: 'charged_back', refundedMinor: 700 });
  await control(sandbox(), 'POST', `/disputes/${otherId}/overrule`, { status: 'won', amount: 300 });
  await runJob('reconcile', now());
  expect(await findTipReceipt(getDb(), other.id)).toMatchObject({ status: 'paid', dispute: 'in_part', backMinor: 400 });
  expect(await findOwnReceipt(getDb(), personId, other.id)).toMatchObject({ status: 'partly_refunded', refundedMinor: 400, dispute: 'in_part' });
});

it('a disputed bill says of each line and of its sums that they lie with the bank, until it decides and after', async () => {
  const { id: personId } = await addPerson();
  const { bill, chargeId } = await addPaidBill(sandbox(), await addOffers(2), '2027-01-10', [400, 300], { personId });
  const at = eveningOn('2027-01-10');
  const view = async () => {
    const receipt = await findBillReceipt(getDb(), bill.id, at);
    if (!receipt) throw new Error('there is a bill');
    return toBillView(receipt);
  };
  expect(wordBill(await view()).lines.map(({ received }) => received).join()).not.toContain('bank');
  const disputeId = await dispute(chargeId, addDays(at, 1));
  const open = await view();
  expect(open.takenBack).toBe('with_bank');
  expect(wordBill(open)).toMatchObject({
    lines: [{ received: 'with your bank: disputed' }, { received: 'with your bank: disputed' }],
    fees: [{ label: 'With your bank: disputed', sum: '−$7.00' }, {}, {}],
    note: expect.stringContaining('Disputed: your bank has taken this payment back'),
  });
  const sums = sumBill(open.lines);
  expect(sums.youPayMinor).toBe(sums.refundedMinor + sums.disputedMinor + sums.processorFeeMinor + sums.platformFeeMinor + sums.creatorsReceiveMinor);
  await close(disputeId, 'lost', addDays(at, 2));
  expect(wordBill(await view())).toMatchObject({ lines: [{ received: 'taken back by your bank' }, {}], note: expect.stringContaining('your bank gave the payment back to you') });
  const listed = async () => (await listBills(getDb(), personId, { cursor: null, limit: 5 })).rows[0]?.dispute;
  expect(await listed()).toBe('lost');
  await control(sandbox(), 'POST', `/disputes/${disputeId}/overrule`, { status: 'won', amount: 350 });
  forgetClock();
  await runJob('reconcile', addDays(at, 3));
  expect(wordBill(await view())).toMatchObject({
    lines: [{ received: expect.stringContaining(' of it taken back by your bank') }, {}], fees: [{ label: 'Taken back by your bank', sum: '−$3.50' }, {}, {}],
    note: expect.stringContaining('a part of the payment back'),
  });
  expect(await listed()).toBe('in_part');
});
