import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { card, entitlement, pledge, tab } from '@/db/schema';
import { retryBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { balanceOf } from '@/lib/ledger';
import { moveBillingDay } from '@/lib/tab';
import {
  addDue, addOffers, addPayer, addRunning, addTab, beginYear, chargesOf, evening, eveningOn, firstBill, giveCard, mailsAbout, readBills, tabOf, type Offer, type Payer,
} from '../../support/billing';
import { putLine } from '../../support/fans';
import { control, sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(4); });

let year = 2026;
const newYear = () => beginYear(sandbox(), year += 1);

const due = (day: string, name?: string | null) => addDue(sandbox(), offers, day, [100, 100, 100, 100], { card: name });
const graceOf = async (payer: Payer) => (await getDb().select().from(entitlement).where(eq(entitlement.fanId, payer.id))).map((row) => row.graceBillId !== null);
const accrued = (offer: Offer | undefined) => balanceOf(getDb(), { kind: 'creator_accrued', owner: offer?.creator.ledgerOwner ?? '', currency: 'USD' });

describe('a refused bill', () => {
  it('refused softly is tried after 2, 5, 7 and 7 days, and after the fifth refusal given up: lines, access, debt', async () => {
    const day = await newYear();
    const before = await accrued(offers[0]);
    const payer = await due(day, 'pm_card_chargeCustomerFail');
    await control(sandbox(), 'POST', `/customers/${payer.customerId}/decline`, { decline: 'insufficient_funds', times: 99 });
    const since = eveningOn(day);
    const tried: number[] = [];
    for (let at = 0; at <= 22; at += 1) {
      const known = (await readBills(payer.id))[0]?.payments.length ?? 0;
      await evening(sandbox(), addDays(since, at));
      if ((await firstBill(payer)).payments.length > known) tried.push(at);
      if (at === 0) {
        expect(await firstBill(payer)).toMatchObject({ status: 'failing', failureKind: 'soft', failureCode: 'insufficient_funds', nextAttemptAt: addDays(since, 2), writeOffAt: addDays(since, 21) });
        expect(await graceOf(payer)).toEqual([true, true, true, true]);
      }
    }
    expect(tried).toEqual([0, 2, 7, 14, 21]);
    const after = await firstBill(payer);
    expect(after).toMatchObject({ status: 'written_off' });
    expect(after.lines.map(({ status }) => status)).toEqual(['written_off', 'written_off', 'written_off', 'written_off']);
    expect(await accrued(offers[0])).toBe(before);
    expect(await balanceOf(getDb(), { kind: 'fan_tab', owner: payer.ledgerOwner, currency: 'USD' })).toBe(0);
    expect((await getDb().select().from(pledge).where(eq(pledge.fanId, payer.id))).map(({ status, endedReason }) => [status, endedReason])).toEqual(new Array(4).fill(['ended', 'written_off']));
    expect((await getDb().select().from(entitlement).where(eq(entitlement.fanId, payer.id))).every(({ closedReason }) => closedReason === 'written_off')).toBe(true);
    expect(await mailsAbout(after.id)).toEqual(expect.arrayContaining([`bill_refused:${after.id}`, `bill_written_off:${after.id}`]));
    expect((await mailsAbout(after.id)).filter((key) => key.startsWith('bill_refused'))).toHaveLength(1);
    await expectSoundTabs();
  });

  it('refused for good is not tried again by itself, and one new card mends everything at once', async () => {
    const day = await newYear();
    const payer = await due(day);
    await control(sandbox(), 'POST', `/customers/${payer.customerId}/decline`, { decline: 'expired_card', times: 1 });
    await evening(sandbox(), eveningOn(day));
    expect(await firstBill(payer)).toMatchObject({ status: 'failing', failureKind: 'hard', nextAttemptAt: null });
    expect((await getDb().select().from(card).where(eq(card.fanId, payer.id)))[0]?.status).toBe('refused');
    await evening(sandbox(), addDays(eveningOn(day), 9));
    expect((await firstBill(payer)).payments).toHaveLength(1);
    await giveCard(sandbox(), payer);
    const now = addDays(eveningOn(day), 9);
    await inTransaction((tx) => retryBills(tx, payer.id, now));
    await runJob('dunning', now);
    expect(await firstBill(payer)).toMatchObject({ status: 'paid', attempts: 2 });
    expect(await graceOf(payer)).toEqual([false, false, false, false]);
    expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
    await expectSoundTabs();
  });

  it('whose bank wants its holder has its intent cancelled, a mailed link, and no try of its own', async () => {
    const day = await newYear();
    const payer = await due(day, 'pm_card_authenticationRequired');
    await evening(sandbox(), eveningOn(day));
    const made = await firstBill(payer);
    expect(made).toMatchObject({ status: 'failing', failureKind: 'authentication', nextAttemptAt: null });
    const intent = await sdkOf(sandbox()).paymentIntents.retrieve(made.payments[0]?.paymentIntentId ?? '');
    expect(intent.status).toBe('canceled');
    expect(await mailsAbout(made.id)).toEqual([`bill_authenticate:${made.id}`]);
  });

  it('of somebody without a card is never sent to the processor and waits for one', async () => {
    const day = await newYear();
    const payer = await due(day, null);
    await evening(sandbox(), eveningOn(day));
    const made = await firstBill(payer);
    expect(made).toMatchObject({ status: 'failing', failureKind: 'no_card', nextAttemptAt: null });
    expect(made.payments).toEqual([]);
    await evening(sandbox(), addDays(eveningOn(day), 22));
    expect((await firstBill(payer)).status).toBe('written_off');
  });

  it('leaves out the months of a billing day that falls into it, and the run after it is paid writes them', async () => {
    await newYear();
    const day = `${year}-01-25`;
    const payer = await due(day);
    await getDb().update(tab).set({ smallBills: 'charge' }).where(eq(tab.fanId, payer.id));
    await control(sandbox(), 'POST', `/customers/${payer.customerId}/decline`, { decline: 'expired_card', times: 1 });
    await evening(sandbox(), eveningOn(day));
    // Moved nearer, the next billing day falls into the three weeks.
    await inTransaction((tx) => moveBillingDay(tx, { fanId: payer.id, billingDay: 5, now: eveningOn(day) }));
    await evening(sandbox(), eveningOn(`${year}-02-06`));
    expect(await readBills(payer.id)).toHaveLength(1);
    await giveCard(sandbox(), payer);
    await inTransaction((tx) => retryBills(tx, payer.id, eveningOn(`${year}-02-07`)));
    for (const at of ['02-07', '02-08']) await evening(sandbox(), eveningOn(`${year}-${at}`));
    const [, second] = await readBills(payer.id);
    // The days from the 25th, until which they were paid, to the new billing day.
    expect(second).toMatchObject({ status: 'paid', billingOn: `${year}-02-05` });
    expect(second?.lines.map(({ fromOn, untilOn }) => [fromOn, untilOn])).toEqual(new Array(4).fill([`${year}-02-25`, `${year}-03-05`]));
    await expectSoundTabs();
  });
});

describe('a line that would pass the limit', () => {
  it('is dropped when its charge is refused, while the older lines go to dunning', async () => {
    await newYear();
    const now = new Date(`${year}-01-02T12:00:00Z`);
    const payer = await addPayer(sandbox());
    await addTab(payer, `${year}-01-20`);
    const days = async (offer: Offer | undefined, amountMinor: number) => {
      if (!offer) throw new Error('no offer');
      const pledge = { id: await addRunning(payer, offer, `${year}-01-20`), fromOn: `${year}-01-02`, untilOn: `${year}-01-20` };
      return putLine(payer, { creatorId: offer.creator.id, kind: 'pledge_days', amountMinor, pledge, now });
    };
    await days(offers[0], 800);
    const { line, waits } = await days(offers[1], 500);
    expect(waits).toBe(true);
    await control(sandbox(), 'POST', `/customers/${payer.customerId}/decline`, { decline: 'insufficient_funds', times: 1 });
    await evening(sandbox(), now);
    const made = await firstBill(payer);
    expect(made).toMatchObject({ status: 'failing', amountMinor: 800, lineCount: 1 });
    expect(made.lines.map(({ id, status }) => [id === line.id, status])).toEqual([[false, 'billed'], [true, 'dropped']]);
    await evening(sandbox(), addDays(now, 2));
    expect(await firstBill(payer)).toMatchObject({ status: 'paid', amountMinor: 800 });
    expect((await tabOf(payer.id)).limitMinor).toBe(1_500);
    await expectSoundTabs();
  });

  it('alone on its bill leaves that bill void when it is refused, and nobody owes anything', async () => {
    await newYear();
    const now = new Date(`${year}-01-02T12:00:00Z`);
    const payer = await addPayer(sandbox(), { card: 'pm_card_chargeCustomerFail' });
    const [offer] = offers;
    if (!offer) throw new Error('no offer');
    await addTab(payer, `${year}-01-20`);
    const pledgeId = await addRunning(payer, offer, `${year}-01-20`);
    await putLine(payer, { creatorId: offer.creator.id, kind: 'pledge_days', amountMinor: 1_500, pledge: { id: pledgeId, fromOn: `${year}-01-02`, untilOn: `${year}-01-20` }, now });
    await evening(sandbox(), now);
    expect(await firstBill(payer)).toMatchObject({ status: 'void', nextAttemptAt: null });
    expect(await balanceOf(getDb(), { kind: 'fan_tab', owner: payer.ledgerOwner, currency: 'USD' })).toBe(0);
    await expectSoundTabs();
  });
});
