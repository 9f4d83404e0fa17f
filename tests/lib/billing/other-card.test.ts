import { beforeAll, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { retryWithOtherCard } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { defaultCard, removeCard } from '@/lib/fans';
import { runJob } from '@/lib/jobs';
import { addDue, addOffer, clockTo, evening, eveningOn, giveCard, readBills, type Offer, type Payer } from '../../support/billing';
import { control } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = [await addOffer()]; });

const one = async (payer: Payer) => (await readBills(payer.id))[0];
const retry = (payer: Payer, now: Date) => inTransaction((tx) => retryWithOtherCard(tx, payer.id, now));

async function refused(day: string, decline: string): Promise<Payer> {
  await clockTo(sandbox(), new Date(`${day}T12:00:00Z`));
  const payer = await addDue(sandbox(), offers, day, [400]);
  await giveCard(sandbox(), payer, 'pm_card_mastercard');
  await control(sandbox(), 'POST', `/customers/${payer.customerId}/decline`, { decline, times: 1 });
  await evening(sandbox(), eveningOn(day));
  return payer;
}

describe('a refused bill is tried at once', () => {
  it('when its card is removed and another good one takes its place; the same card keeps its days', async () => {
    const now = eveningOn('2027-02-10');
    const payer = await refused('2027-02-10', 'insufficient_funds');
    await retry(payer, now);
    expect((await one(payer))?.nextAttemptAt).toEqual(addDays(now, 2));
    await removeCard(payer.id, (await defaultCard(getDb(), payer.id))?.id ?? '', now);
    await retry(payer, now);
    expect((await one(payer))?.nextAttemptAt).toEqual(now);
    await runJob('dunning', now);
    expect(await one(payer)).toMatchObject({ status: 'paid', attempts: 2 });
    await retry(payer, now);
    expect(await one(payer)).toMatchObject({ status: 'paid', nextAttemptAt: null });
  });

  it('when its bank renews the card that it had refused for good', async () => {
    const payer = await refused('2027-03-10', 'expired_card');
    expect(await one(payer)).toMatchObject({ status: 'failing', failureKind: 'hard', nextAttemptAt: null });
    const card = await defaultCard(getDb(), payer.id);
    await control(sandbox(), 'POST', `/payment_methods/${card?.paymentMethodId}/renew`, { exp_month: 6, exp_year: 2036 });
    const now = eveningOn('2027-03-11');
    await clockTo(sandbox(), now);
    await runJob('reconcile', now);
    await runJob('dunning', addDays(now, 1));
    expect(await one(payer)).toMatchObject({ status: 'paid' });
  });
});
