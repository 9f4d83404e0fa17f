import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { card, creator, fan as fanTable, person, tabLine } from '@/db/schema';
import { enqueueUpcomingBill, findBillReceipt, findOwnBill, listBills, mailLateBillReceipts, payBill, retryBill, toBillView, writeOffBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { collectBills } from '@/lib/jobs/collect-bills';
import { looksOf, openPaymentOf } from '@/lib/payments';
import { wordBill } from '@/lib/receipts';
import { refreshPayments } from '@/lib/webhooks';
import { billNow, DECLINED_LATER, GOOD, readBill, readMails, WANTS_HOLDER } from '../../support/bills';
import { fillSavePage, saveCard } from '../../support/cards';
import { addFan, putLine } from '../../support/fans';
import { expectSoundTabs } from '../../support/sound-tabs';
import { addPerson } from '../../support/people';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld({ verify: false });

/** Charges what is due, and learns the fee that Stripe books a moment later. */
async function charge(billId: string, now: Date, status: 'due' | 'failing' = 'due'): Promise<void> {
  await collectBills(now, status, () => Promise.resolve());
  const { paymentId } = await readBill(billId);
  if (paymentId) await refreshPayments([...(await looksOf(getDb(), [paymentId])).values()]);
}

/** A fan with this card, three dollars of lines on two creators, and a bill of them. */
async function world(number: string) {
  const fan = await saveCard(await addFan({ hasCard: false }), number);
  const [first, second] = [await addCreator({ name: 'River Notes' }), await addCreator({ name: 'Open Synth' })];
  const before = addDays(new Date(), -1);
  // Lines whose ten minutes of undo are over; the limit of ten dollars is not touched.
  for (const creatorId of [first.id, first.id, second.id]) await putLine(fan, { creatorId, amountMinor: 100, now: before });
  const now = new Date();
  const bill = await billNow(fan.id, now);
  return { fan, first, second, bill, now };
}

/** Pays the open hosted page of a bill with a card, and learns of it. */
async function payByHand(billId: string, url: string): Promise<void> {
  await fillSavePage(url, GOOD);
  const open = await openPaymentOf(getDb(), billId);
  await refreshPayments([...(await looksOf(getDb(), [open?.id ?? ''])).values()]);
}

async function emailOf({ personId }: Fan): Promise<string> {
  const [found] = await getDb().select({ email: person.email }).from(person).where(eq(person.id, personId ?? ''));
  return found?.email ?? '';
}

test('a bill that is paid has one receipt, by mail, for its owner and behind its link, whose shares are the real fee', async () => {
  const { fan, bill, now } = await world(GOOD);
  await charge(bill.id, now);
  const receipt = await findBillReceipt(getDb(), bill.id, now);
  if (!receipt) throw new Error('a bill has a receipt');
  const words = wordBill(toBillView(receipt));
  expect(receipt.isActual).toBe(true);
  expect(words.fees[0]).toEqual({ label: 'Card fee', sum: '\u2212$0.39' });
  expect(words.received).toEqual({ label: '2 creators receive', sum: '$2.61' });
  expect(words.facts).toContainEqual(['Paid by', 'Visa •••• 4242']);
  const stored = await getDb().select().from(tabLine).where(eq(tabLine.billId, bill.id)).orderBy(tabLine.id);
  expect(receipt.lines.map(({ feeShareMinor }) => feeShareMinor)).toEqual(stored.map(({ feeShareMinor }) => feeShareMinor));
  const [mail] = await readMails(`bill_receipt:${bill.id}`);
  expect(mail?.recipient).toBe(await emailOf(fan));
  expect(mail?.bodyText).toContain('$2.61');
  expect(mail?.bodyText).toMatch(/\/bills\/[\w-]{46}\n/);
});

test('a bill belongs to one fan: to everybody else it is not there, and lists hold only one’s own', async () => {
  const { fan, bill, now } = await world(GOOD);
  const stranger = await addPerson();
  expect(await findOwnBill(getDb(), stranger.id, bill.id, now)).toBeNull();
  expect((await listBills(getDb(), stranger.id, { cursor: null, limit: 5 })).rows).toEqual([]);
  const { rows } = await listBills(getDb(), fan.personId ?? '', { cursor: null, limit: 5 });
  expect(rows.map(({ id, lines, creators }) => ({ id, lines, creators }))).toEqual([{ id: bill.id, lines: 3, creators: 2 }]);
  expect((await findOwnBill(getDb(), fan.personId ?? '', bill.id, now))?.bill.id).toBe(bill.id);
});

test('the estimate of an unpaid bill is the split that its settlement makes', async () => {
  const { bill, now } = await world(GOOD);
  const before = await findBillReceipt(getDb(), bill.id, now);
  await charge(bill.id, now);
  const after = await findBillReceipt(getDb(), bill.id, now);
  expect([before?.isActual, after?.isActual]).toEqual([false, true]);
  expect(before?.lines.map((line) => line.feeShareMinor)).toEqual(after?.lines.map((line) => line.feeShareMinor));
});

test('a refused card brings one mail with the reason in words and the one page that mends it, whatever the retries', async () => {
  const { fan, bill, now } = await world(DECLINED_LATER);
  await charge(bill.id, now);
  const [mail] = await readMails(`bill_refused:${bill.id}`);
  expect(mail?.recipient).toBe(await emailOf(fan));
  expect(mail?.subject).toBe('Your bill of $3.00 could not be charged');
  expect(mail?.bodyText).toContain('Your bank refused the charge and gave no reason.');
  expect(mail?.bodyText).toContain('stays open to you until');
  expect(mail?.bodyText).toMatch(/\/bills\/[\w-]{46}/);
  await inTransaction((tx) => retryBill(tx, bill.id, now));
  await charge(bill.id, now, 'failing');
  expect((await readBill(bill.id)).attempts).toBe(2);
  await readMails(`bill_refused:${bill.id}`);
});

test('a bank that wants its customer is told as that, and the hosted page takes the open amount and keeps the card', async () => {
  const { fan, bill, now } = await world(WANTS_HOLDER);
  await charge(bill.id, now);
  const [mail] = await readMails(`bill_authenticate:${bill.id}`);
  expect(mail?.subject).toBe('Please confirm your bill of $3.00');
  const url = await payBill(bill.id, fan.personId, now);
  expect(await payBill(bill.id, fan.personId, now), 'asked twice, it is the same page').toBe(url);
  await payByHand(bill.id, url);
  expect((await readBill(bill.id)).status).toBe('paid');
  await readMails(`bill_receipt:${bill.id}`);
  await expect(payBill(bill.id, fan.personId, now)).rejects.toMatchObject({ code: 'BillNotOpen' });
  // The card of the page is the tab's from now on: the next bill is paid without anybody.
  const creator = await addCreator();
  await putLine(fan, { creatorId: creator.id, amountMinor: 200, now: addDays(now, -1) });
  const next = await billNow(fan.id, now);
  await charge(next.id, now);
  expect((await readBill(next.id)).status).toBe('paid');
});

test('whoever pays by a forwarded link only pays: their card is not kept, and no page that keeps the fan’s is shown to them', async () => {
  const { fan, bill, now } = await world(DECLINED_LATER);
  await charge(bill.id, now);
  const stranger = await addPerson();
  const cards = () => getDb().select().from(card).where(eq(card.fanId, fan.id));
  const before = await cards();
  const url = await payBill(bill.id, stranger.id, now);
  expect(await payBill(bill.id, null, now)).toBe(url);
  await payByHand(bill.id, url);
  expect((await readBill(bill.id)).status).toBe('paid');
  expect(await cards()).toEqual(before);
  const other = await world(DECLINED_LATER);
  await charge(other.bill.id, other.now);
  await payBill(other.bill.id, other.fan.personId, other.now);
  await expect(payBill(other.bill.id, stranger.id, other.now)).rejects.toMatchObject({ code: 'BillBeingCharged' });
});

test('two presses at once open one page, and nothing is charged twice', async () => {
  const { bill, now } = await world(DECLINED_LATER);
  await charge(bill.id, now);
  const urls = await Promise.all([payBill(bill.id, null, now), payBill(bill.id, null, now), payBill(bill.id, null, now)]);
  expect(new Set(urls).size).toBe(1);
  await payByHand(bill.id, urls[0]);
  expect((await readBill(bill.id)).status).toBe('paid');
});

test('a bill that is about to be charged takes no payment by hand, and says why', async () => {
  const { bill, now } = await world(GOOD);
  await expect(payBill(bill.id, null, now)).rejects.toMatchObject({ code: 'BillBeingCharged' });
});

test('a bill that is given up tells its fan and each creator once, without saying who it was, and its link pays nothing', async () => {
  const owner = await addPerson();
  const { fan, first, second, bill, now } = await world(DECLINED_LATER);
  await getDb().update(creator).set({ personId: owner.id }).where(eq(creator.id, first.id));
  await getDb().update(card).set({ status: 'removed', removedAt: now, isDefault: false }).where(eq(card.fanId, fan.id));
  await charge(bill.id, now);
  await writeOffBills(addDays(now, 22));
  expect((await readBill(bill.id)).status).toBe('written_off');
  const [toFan, toCreator] = await readMails(`bill_written_off:${bill.id}`, `line_written_off:${bill.id}:${first.id}`);
  expect(toFan?.recipient).toBe(await emailOf(fan));
  expect(toFan?.bodyText).toContain('You owe nothing any more');
  expect(toCreator?.recipient).toBe(owner.email);
  expect(toCreator?.subject).toBe('$2.00 could not be collected');
  expect(toCreator?.bodyText).not.toContain(await emailOf(fan));
  // Nobody owns the other page, so nobody is written to.
  expect(second.personId).toBeNull();
  await expect(payBill(bill.id, null, now)).rejects.toMatchObject({ code: 'BillNotOpen' });
  await expectSoundTabs();
});

test('a receipt whose fee is never told goes out after an hour as estimated, once, and is not sent again with the fee', async () => {
  const { bill, now } = await world(GOOD);
  await collectBills(now, 'due', () => Promise.resolve());
  expect((await readBill(bill.id)).processorFeeMinor).toBeNull();
  expect(await mailLateBillReceipts(addDays(now, -1)), 'nothing is late yet').toBe(0);
  expect(await mailLateBillReceipts(addDays(now, 1))).toBeGreaterThan(0);
  const [mail] = await readMails(`bill_receipt:${bill.id}`);
  expect(mail?.bodyText).toContain('Card fee, about');
  await charge(bill.id, now);
  expect((await readBill(bill.id)).processorFeeMinor).toBe(39);
  await readMails(`bill_receipt:${bill.id}`);
});

test('an upcoming bill is listed once, three days before, with the links that change it, and not for who wants none', async () => {
  const fan = await addFan();
  const upcoming = {
    fanId: fan.id, currency: 'USD' as const, billingOn: '2026-11-24', dueAt: new Date('2026-11-24T20:00:00Z'), rollsOver: false,
    lines: [{ kind: 'pledge_month' as const, fromOn: '2026-11-24', untilOn: '2026-12-24', creatorName: 'River Notes', amountMinor: 300 }],
  };
  const send = (change: object = {}) => inTransaction((tx) => enqueueUpcomingBill(tx, { ...upcoming, ...change }));
  expect([await send(), await send()]).toEqual([true, false]);
  const [mail] = await readMails(`bill_notice:${fan.id}:USD:2026-11-24`);
  expect(mail?.subject).toBe('Your bill on 24 Nov 2026: $3.00');
  for (const part of ['River Notes', 'Pledge, 24 Nov – 23 Dec', '/account/pledges', '/account/cards', '/account/tab']) expect(mail?.bodyText).toContain(part);
  await getDb().update(fanTable).set({ wantsNotice: false }).where(eq(fanTable.id, fan.id));
  expect(await send({ billingOn: '2026-12-24' })).toBe(false);
  const small = await addFan();
  expect(await send({ fanId: small.id, rollsOver: true })).toBe(true);
  const [waits] = await readMails(`bill_notice:${small.id}:USD:2026-11-24`);
  expect(waits?.subject).toBe('Nothing is charged on 24 Nov 2026');
});
