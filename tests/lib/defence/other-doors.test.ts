import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { cardSetup, payment } from '@/db/schema';
import type { Source } from '@/lib/defence';
import { isRefusal } from '@/lib/errors';
import { guardCardSetup, openCardSetup } from '@/lib/fans';
import { payBill } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { submitJoinForm } from '@/lib/pledges';
import { collectBills } from '@/lib/jobs/collect-bills';
import { addDays } from '@/lib/dates';
import { billNow, DECLINED_LATER, readBill } from '../../support/bills';
import { saveCard } from '../../support/cards';
import { addFan, putLine } from '../../support/fans';
import { addTier, seenBy } from '../../support/pledges';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';
import { BAD_CARDS, browserAt, countRows, forgetAll, learn, testCards, tipFrom, typeCard, withProof } from './attack';

useWorld({ verify: false });

beforeEach(() => forgetAll());

/** Opens the page that saves a card, as the action does; its address, or the code of the refusal. */
async function savePage(source: Source): Promise<string> {
  const fan = await addFan({ hasCard: false, ...(source.personId ? { personId: source.personId } : {}) });
  const now = new Date();
  try {
    await guardCardSetup({ personId: fan.personId ?? '', connection: source.connection, source, now });
    return await openCardSetup(fan, { returnPath: '/', cancelPath: '/', currency: 'USD', source, now });
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

it('cards refused where one is saved count like those refused on a tip, and the other way round', async () => {
  const [to, thief] = [await addCreator(), browserAt()];
  const url = await savePage(thief);
  for (const number of BAD_CARDS.slice(0, 5)) {
    await typeCard(url, number);
    await learn();
  }
  expect(await tipFrom(thief, to.id)).toBe('ChallengeNeeded');
  await testCards(withProof(thief), to.id, 4);
  await testCards(withProof(thief), to.id, 3);
  const before = await countRows();
  expect(await tipFrom(withProof(thief), to.id)).toBe('CardsBlocked');
  expect(await countRows()).toEqual(before);
  expect(await savePage(withProof(thief))).toBe('CardsBlocked');
});

it('a page that saves a card is closed after five refused cards', async () => {
  const thief = browserAt();
  const url = await savePage(thief);
  for (const number of BAD_CARDS.slice(0, 5)) {
    await typeCard(url, number);
    await learn();
  }
  expect(await runJob('defence', new Date())).toMatchObject({ closed: 1 });
  expect(await typeCard(url, '4242424242424242')).toBe(false);
  await learn();
  const [row] = await getDb().select({ status: cardSetup.status }).from(cardSetup).where(eq(cardSetup.checkoutUrl, url));
  expect(row?.status).toBe('expired');
});

it('whoever is blocked opens no page by a bill’s link either, and the bill stays as it was', async () => {
  const fan = await saveCard(await addFan({ hasCard: false }), DECLINED_LATER);
  const to = await addCreator();
  const now = new Date();
  await putLine(fan, { creatorId: to.id, amountMinor: 300, now: addDays(now, -1) });
  const bill = await billNow(fan.id, now);
  await collectBills(now, 'due', () => Promise.resolve());
  expect((await readBill(bill.id)).status).toBe('failing');
  const thief = browserAt();
  for (let place = 0; place < 3; place += 1) await testCards(withProof(thief), (await addCreator()).id, 4).then(() => getDb().execute(sql`update card_measure set let_at = null`));
  const payments = () => getDb().select({ id: payment.id }).from(payment).where(eq(payment.billId, bill.id));
  const before = await payments();
  await expect(payBill(bill.id, null, now, { source: withProof(thief) })).rejects.toMatchObject({ code: 'CardsBlocked' });
  expect(await payments()).toEqual(before);
  expect(await payBill(bill.id, null, now, { source: browserAt() }), 'its fan, elsewhere, pays').toMatch(/^http/);
});

it('a guest who is blocked leaves no pledge, no tab and no mail; a mailbox that strangers filled is asked for a proof and never shut', async () => {
  const to = await addCreator();
  const tier = await addTier({ creatorId: to.id });
  const now = new Date();
  const join = async (source: Source, email: string) => {
    const seen = seenBy({ timeZone: 'UTC', billingDay: null }, tier, tier.priceMinor, now);
    const form = { key: newId(), tierId: tier.id, amount: String(tier.priceMinor / 100), timeZone: 'UTC', agree: 'yes' as const, seen };
    const from = { connection: source.connection, network: null, source: { ...source, email } };
    return submitJoinForm(form, { email }, now, from).then(({ goTo }) => goTo, (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)));
  };
  const thief = browserAt();
  for (let place = 0; place < 3; place += 1) await testCards(withProof(thief), (await addCreator()).id, 4).then(() => getDb().execute(sql`update card_measure set let_at = null`));
  const before = await countRows();
  expect(await join(withProof(thief), 'guest@fans.example')).toBe('CardsBlocked');
  expect(await countRows()).toEqual(before);
  // All of those cards were typed beside thief@mail.example, which may be an honest person's address.
  expect(await join(browserAt(), 'thief@mail.example')).toBe('ChallengeNeeded');
  expect(await join(withProof({ ...browserAt(), email: 'thief@mail.example' }), 'thief@mail.example')).toMatch(/^http/);
});
