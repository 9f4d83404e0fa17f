import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { payoutAccount } from '@/db/schema';
import { plusDays } from '@/lib/dates';
import { releaseHeldLines } from '@/lib/billing';
import { runJob } from '@/lib/jobs';
import { askRefund } from '@/lib/payments';
import { askPayout, findOwnPayout, readPayoutStatement, writePayoutCsv } from '@/lib/payouts';
import { renderPayoutPdf, wordPayout, type PayoutView } from '@/lib/receipts';
import { addOffers, eveningOn } from '../../support/billing';
import { addPaidBill } from '../../support/line-refunds';
import { addAvailable, addPayee, ask, later, purseOf, readOne } from '../../support/payouts';
import { readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

let payee: Awaited<ReturnType<typeof addPayee>>;
let payoutId: string;
beforeAll(async () => {
  payee = await addPayee(sandbox());
  const [first] = await addAvailable(payee, [2_000, 1_000, 700]);
  // One is given back whole, so that the others repay what its fee left owing.
  await askRefund((await readTip(first ?? '')).payment.id, 'requested_by_fan', later());
  await runJob('refunds', later());
  await addAvailable(payee, [1_800]);
  payoutId = await ask(payee);
});

it('a statement goes from gross over each fee to what was paid, line by line and in all, to the cent', async () => {
  const { lines, sums } = await readPayoutStatement(getDb(), payoutId);
  expect(sums.paidMinor).toBe((await readOne(payoutId)).amountMinor);
  expect(sums.grossMinor).toBe(3_500);
  expect(sums.otherMinor).toBeLessThan(0);
  for (const { grossMinor, processorFeeMinor, platformFeeMinor, otherMinor, paidMinor } of [...lines, sums]) {
    expect(grossMinor - processorFeeMinor - platformFeeMinor + otherMinor).toBe(paidMinor);
  }
  expect(lines.map(({ what }) => what)).toEqual(['tip', 'tip', 'tip']);
});

it('its file for spreadsheets has a row for each gift, and a last one that is the payout', async () => {
  const { amountMinor, currency } = await readOne(payoutId);
  const rows = (await writePayoutCsv(getDb(), { id: payoutId, currency })).trim().split('\r\n');
  expect(rows).toHaveLength(5);
  expect(rows.at(-1)).toMatch(new RegExp(`^,All,,USD,35.00,-.*,${(amountMinor / 100).toFixed(2)}$`));
});

it('its PDF says the same words, and the same bytes each time', async () => {
  const { sums, lines } = await readPayoutStatement(getDb(), payoutId);
  const view: PayoutView = {
    id: payoutId, creator: { name: payee.name, handle: payee.handle }, currency: 'USD', gifts: lines.length, sums, costMinor: 225, fate: 'open', state: 'In review',
    destination: 'Test bank ••6789', sentOn: null, askedOn: '21 November 2026', operatorName: 'Tuppence', at: new Date('2026-11-21T12:00:00Z'),
  };
  expect(wordPayout({ ...view, fate: 'stays' })).toMatchObject({ net: { label: 'Not paid out' }, note: expect.stringContaining('yours here as before') });
  expect(wordPayout(view).net).toEqual({ label: 'To be paid out', sum: expect.stringContaining(String(Math.floor(sums.paidMinor / 100))) });
  const [one, other] = [await renderPayoutPdf(view), await renderPayoutPdf(view)];
  expect(one.subarray(0, 5).toString()).toBe('%PDF-');
  expect(one.equals(other)).toBe(true);
});

it('nobody finds another’s payout', async () => {
  const stranger = await addPayee(sandbox());
  expect(await findOwnPayout(getDb(), stranger.id, payoutId)).toBeNull();
  expect(await findOwnPayout(getDb(), payee.id, 'nothing')).toBeNull();
  expect((await findOwnPayout(getDb(), payee.id, payoutId))?.id).toBe(payoutId);
});

it('lines of bills are paid out like tips: what a pledge brought stands in it with its share of the fee', async () => {
  const [offer] = await addOffers(1);
  if (!offer) throw new Error('there is an offer');
  const day = '2027-05-10';
  await addPaidBill(sandbox(), [offer], day, [5_000]);
  await releaseHeldLines(eveningOn(plusDays(day, 30)));
  const { creator } = offer;
  await expect(askPayout({ creatorId: creator.id, currency: 'USD', askedBy: 'creator', now: eveningOn(plusDays(day, 31)) })).rejects.toMatchObject({ code: 'NoPayoutAccount' });
  const other = await addPayee(sandbox());
  expect((await purseOf(other)).available).toBe(0);
  await getDb().update(payoutAccount).set({ creatorId: creator.id }).where(eq(payoutAccount.creatorId, other.id));
  const id = await askPayout({ creatorId: creator.id, currency: 'USD', askedBy: 'creator', now: eveningOn(plusDays(day, 62)) });
  const { lines, sums } = await readPayoutStatement(getDb(), id);
  expect(lines).toMatchObject([{ what: 'pledge', name: null, grossMinor: 5_000 }]);
  expect(sums.paidMinor).toBe(5_000 - sums.processorFeeMinor);
  expect(sums.otherMinor).toBe(0);
});
