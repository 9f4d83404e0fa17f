import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { bill } from '@/db/schema';
import { draftBills, payBill } from '@/lib/billing';
import { defaultCard } from '@/lib/fans';
import { addDays, addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { addDue, addOffers, beginYear, chargesOf, clockTo, evening, eveningOn, firstBill, retireTabs, type Offer, type Payer } from '../../support/billing';
import { fillSavePage } from '../../support/cards';
import { control } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(2); });

let year = 2026;
async function newDay(): Promise<string> {
  await retireTabs();
  return beginYear(sandbox(), year += 1);
}

const due = (day: string, card?: string) => addDue(sandbox(), offers, day, [200, 200], { card });

it('a sum that Stripe cannot charge is a refusal of its bill, not of the card, and everybody else is charged', async () => {
  const day = await newDay();
  const now = eveningOn(day);
  const [odd, other] = [await due(day), await due(day)];
  await clockTo(sandbox(), now);
  await draftBills(now);
  await getDb().update(bill).set({ amountMinor: 100_000_000 }).where(eq(bill.fanId, odd.id));
  await runJob('billing', now);
  expect(await firstBill(odd)).toMatchObject({ status: 'failing', failureCode: 'amount_too_large', failureKind: 'soft', nextAttemptAt: addDays(now, 2), amountMinor: 400 });
  expect(await defaultCard(getDb(), odd.id)).toMatchObject({ status: 'good' });
  expect((await firstBill(other)).status).toBe('paid');
  await evening(sandbox(), addDays(now, 2));
  expect((await firstBill(odd)).status).toBe('paid');
  await expectSoundTabs();
});

describe('a bill whose three weeks are over', () => {
  /** Refused since its evening; now a hosted page stands open that was opened at the very end. */
  async function atTheEnd() {
    const day = await newDay();
    const payer = await due(day, 'pm_card_authenticationRequired');
    await evening(sandbox(), eveningOn(day));
    const end = addDays(eveningOn(day), 21);
    const opened = addMilliseconds(end, -5 * MINUTE_MS);
    await clockTo(sandbox(), opened);
    const url = await payBill((await firstBill(payer)).id, payer.personId, opened);
    const later = addMilliseconds(end, 15 * MINUTE_MS);
    await clockTo(sandbox(), later);
    return { payer, url, end, later };
  }
  const states = async (payer: Payer) => { const { status, payments } = await firstBill(payer); return [status, ...payments.map((each) => each.status)]; };

  it('is given up although its hosted page stands open, once who opened it had ten minutes', async () => {
    const { payer, end, later } = await atTheEnd();
    await runJob('dunning', end);
    expect(await states(payer)).toEqual(['failing', 'failed', 'open']);
    await runJob('dunning', later);
    expect(await states(payer)).toEqual(['written_off', 'failed', 'expired']);
    await expectSoundTabs();
  });

  it('is paid and never given up when its page was paid at the last moment', async () => {
    const { payer, url, later } = await atTheEnd();
    await fillSavePage(url);
    await runJob('dunning', later);
    expect(await states(payer)).toEqual(['paid', 'failed', 'succeeded']);
    expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
    await expectSoundTabs();
  });

  it('waits while Stripe cannot say whether its page was paid, and so does no other', async () => {
    const { payer, later } = await atTheEnd();
    const cardless = await addDue(sandbox(), offers, `${year}-01-10`, [400], { card: null });
    await runJob('billing', addDays(later, -21));
    await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times: 99, method: 'POST', path: '/v1/checkout/*' });
    await runJob('dunning', later);
    await control(sandbox(), 'DELETE', '/chaos');
    expect(await states(payer)).toEqual(['failing', 'failed', 'open']);
    expect((await firstBill(cardless)).status).toBe('written_off');
    await runJob('dunning', later);
    expect(await states(payer)).toEqual(['written_off', 'failed', 'expired']);
  });
});
