import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '@/db/client';
import { claimCharges, draftBills, retryBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { chargePayment, startPayment } from '@/lib/payments';
import { settleReports } from '@/lib/webhooks';
import {
  addDue, addOffers, addPayer, addRunning, addTab, beginYear, clockTo, evening, eveningOn, firstBill, giveCard, mailsAbout, readBills, retireTabs, tabOf, type Offer,
} from '../../support/billing';
import { putLine } from '../../support/fans';
import { control } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(4); });

let year = 2026;
const newYear = () => beginYear(sandbox(), year += 1);

const due = (day: string, name?: string | null) => addDue(sandbox(), offers, day, [100, 100, 100, 100], { card: name });

describe('a refusal', () => {
  it('that leaves less than can be charged puts it back on the tab, and the bill is void', async () => {
    await newYear();
    const now = new Date(`${year}-01-02T12:00:00Z`);
    const payer = await addPayer(sandbox(), { card: 'pm_card_chargeCustomerFail' });
    await addTab(payer, `${year}-01-20`);
    for (const [at, amountMinor] of [40, 990].entries()) {
      const offer = offers[at];
      if (!offer) throw new Error('no offer');
      const pledge = { id: await addRunning(payer, offer, `${year}-01-20`), fromOn: `${year}-01-02`, untilOn: `${year}-01-20` };
      await putLine(payer, { creatorId: offer.creator.id, kind: 'pledge_days', amountMinor, pledge, now });
    }
    await evening(sandbox(), now);
    const [made] = await readBills(payer.id);
    expect(made).toMatchObject({ status: 'void' });
    expect(made?.lines.map(({ status }) => status)).toEqual(['dropped']);
    expect((await tabOf(payer.id)).owedMinor).toBe(40);
    await expectSoundTabs();
  });

  it('heard after another card came is tried with that card at once, and nobody is told of it', async () => {
    const day = await newYear();
    await retireTabs();
    const payer = await due(day);
    await control(sandbox(), 'POST', `/customers/${payer.customerId}/decline`, { decline: 'expired_card', times: 1 });
    const now = eveningOn(day);
    await clockTo(sandbox(), now);
    await draftBills(now);
    const claimed = await claimCharges(now, 'due', 10);
    await giveCard(sandbox(), payer);
    await inTransaction((tx) => retryBills(tx, payer.id, now));
    for (const id of claimed?.paymentIds ?? []) await settleReports([await chargePayment(id, now)], now);
    expect(await firstBill(payer)).toMatchObject({ status: 'failing', failureKind: 'hard', nextAttemptAt: now });
    expect(await mailsAbout((await firstBill(payer)).id)).toEqual([]);
    await runJob('dunning', now);
    expect(await firstBill(payer)).toMatchObject({ status: 'paid' });
  });

  it('is given up after three weeks even when a hosted page was begun and never opened', async () => {
    const day = await newYear();
    const payer = await due(day, 'pm_card_authenticationRequired');
    await evening(sandbox(), eveningOn(day));
    const { id, amountMinor } = await firstBill(payer);
    const at = addDays(eveningOn(day), 5);
    await inTransaction((tx) => startPayment(tx, {
      id: newId(), purpose: 'bill', billId: id, way: 'checkout', amountMinor, currency: 'USD', description: 'A bill', returnPath: '/', cancelPath: '/',
      stripeCustomerId: payer.customerId, personId: payer.personId, now: at,
    }));
    await evening(sandbox(), addDays(at, 1));
    expect((await firstBill(payer)).payments.map(({ status }) => status)).toEqual(['failed', 'expired']);
    await evening(sandbox(), addDays(eveningOn(day), 22));
    expect((await firstBill(payer)).status).toBe('written_off');
  });
});
