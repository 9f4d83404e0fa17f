import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { origin } from '@/db/schema';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { payBill } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { openCardSetup } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { networkOf } from '@/lib/limits';
import { emptyOldAddresses, originsOfPayment, recordOrigin } from '@/lib/origins';
import { deletePerson } from '@/lib/privacy';
import { startTip, tipOnTab } from '@/lib/tips';
import { addFan } from '../../support/fans';
import { addPerson } from '../../support/people';
import { addCreator, GOOD_CARD, readByKey, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

const now = new Date();
const HERE = { address: '203.0.113.9', network: networkOf('203.0.113.9').network, device: 'Firefox on Linux' };
const payer = (personId: string | null) => ({ personId, connection: '203.0.113.9', from: HERE });
const card = (number: string) => ({ email: 'fan@fans.example', method: 'card' as const, number });
const originsOf = (personId: string) => getDb().select().from(origin).where(eq(origin.personId, personId)).orderBy(origin.id);

it('a tip says once where it came from, however often its form is sent', async () => {
  const [to, who, key] = [await addCreator(), await addPerson(), newId()];
  const tip = () => startTip({ key, creatorId: to.id, wish: wishFor(300), now, payer: payer(who.id) });
  await Promise.all([tip(), tip(), tip()]);
  const { payment } = await readByKey(key);
  expect(await originsOfPayment(getDb(), payment.id)).toEqual([
    { id: expect.any(String), deed: 'tip', personId: who.id, fanId: null, paymentId: payment.id, ...HERE, happenedAt: now },
  ]);
});

it('a tip that is refused leaves no origin, and neither does one from inside', async () => {
  const [to, who] = [await addCreator(), await addPerson()];
  await expect(startTip({ key: newId(), creatorId: to.id, wish: wishFor(1), now, payer: payer(who.id) })).rejects.toMatchObject({ code: 'TipBelowMinimum' });
  await startTip({ key: newId(), creatorId: to.id, wish: wishFor(300), now, payer: { personId: who.id, connection: null } });
  expect(await originsOf(who.id)).toEqual([]);
});

it('a tip on a tab and a visit to the card page name the fan', async () => {
  const [to, fan] = [await addCreator(), await addFan({ now })];
  const personId = fan.personId ?? '';
  await tipOnTab({ key: newId(), creatorId: to.id, wish: wishFor(100), now, payer: payer(personId), agrees: true });
  const key = newId();
  const visit = () => openCardSetup(fan, { key, returnPath: '/', cancelPath: '/', currency: 'USD', from: HERE, now });
  await Promise.all([visit(), visit()]);
  expect((await originsOf(personId)).map(({ deed, fanId }) => [deed, fanId])).toEqual([['tab_tip', fan.id], ['card', fan.id]]);
});

it('the card that paid stands on its payment, and a card that was refused before does not', async () => {
  const [to, key] = [await addCreator(), newId()];
  const { checkoutUrl } = await startTip({ key, creatorId: to.id, wish: wishFor(300), now });
  await payHostedPage(checkoutUrl, card('4000000000000002')).catch(() => null);
  await runJob('reconcile', new Date());
  const refused = (await readByKey(key)).payment;
  expect([refused.status, refused.cardLast4]).toEqual(['open', '0002']);
  await payHostedPage(checkoutUrl, GOOD_CARD);
  await runJob('reconcile', new Date());
  const paid = (await readByKey(key)).payment;
  expect([paid.status, paid.cardLast4]).toEqual(['succeeded', '4242']);
  expect(paid.cardFingerprint).not.toBe(refused.cardFingerprint);
});

it('the same card has the same fingerprint at another creator, and another card another', async () => {
  const prints = [];
  for (const number of ['4242424242424242', '4242424242424242', '5555555555554444']) {
    const [to, key] = [await addCreator(), newId()];
    const { checkoutUrl } = await startTip({ key, creatorId: to.id, wish: wishFor(300), now });
    await payHostedPage(checkoutUrl, card(number));
    await runJob('reconcile', new Date());
    prints.push((await readByKey(key)).payment.cardFingerprint);
  }
  expect(prints[0]).toEqual(expect.any(String));
  expect(prints[1]).toBe(prints[0]);
  expect(prints[2]).not.toBe(prints[0]);
});

it('whole addresses are gone after 180 days, and the neighbourhood stays', async () => {
  const who = await addPerson();
  await inTransaction(async (tx) => {
    for (const days of [181, 179]) await recordOrigin(tx, { deed: 'sign_in', personId: who.id, from: HERE, now: addDays(now, -days) });
  });
  expect(await emptyOldAddresses(getDb(), now)).toBe(1);
  expect((await originsOf(who.id)).map(({ address, network }) => [address, network])).toEqual([
    [null, HERE.network],
    [HERE.address, HERE.network],
  ]);
});

it('who leaves takes their addresses along, also those of what they did as a guest', async () => {
  const [to, who, key] = [await addCreator(), await addPerson(), newId()];
  const { checkoutUrl } = await startTip({ key, creatorId: to.id, wish: wishFor(300), now, payer: payer(who.id) });
  await payHostedPage(checkoutUrl, GOOD_CARD);
  await runJob('reconcile', new Date());
  await inTransaction((tx) => recordOrigin(tx, { deed: 'sign_in', personId: who.id, from: HERE, now }));
  await deletePerson(who.id, who.email ?? '', now);
  expect((await originsOf(who.id)).map(({ address }) => address)).toEqual([null, null]);
});

it('a bill that is not there leaves no origin', async () => {
  await expect(payBill(newId(), null, now, { from: HERE })).rejects.toMatchObject({ code: 'BillNotFound' });
  expect(await getDb().select().from(origin).where(eq(origin.deed, 'pay_bill'))).toEqual([]);
});
