import { and, asc, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { getDb } from '@/db/client';
import { bill, card, entitlement, fan, mailMessage, payment, pledge, tab, tabLine, tier } from '@/db/schema';
import { momentAt, nextMonthDay, type Day } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { domainLedgerChecks } from '@/lib/jobs/ledger-checks';
import { verifyLedger } from '@/lib/ledger';
import { addFan } from './fans';
import { control, sdkOf } from './sandbox-controls';
import { expectSoundTabs } from './sound-tabs';
import { addCreator } from './tips';

type Sandbox = { url: string; port: number };
export type Payer = Fan & { customerId: string };

/** Somebody with an account, a customer at the sandbox and a card that it can charge. */
export async function addPayer(sandbox: Sandbox, options: { timeZone?: string; card?: string | null; now?: Date; personId?: string } = {}): Promise<Payer> {
  const made = await addFan({ hasCard: false, personId: options.personId, timeZone: options.timeZone ?? 'UTC', now: options.now ?? new Date() });
  const { id: customerId } = await sdkOf(sandbox).customers.create({ name: 'A fan' });
  await getDb().update(fan).set({ stripeCustomerId: customerId }).where(eq(fan.id, made.id));
  const payer = { ...made, stripeCustomerId: customerId, customerId };
  if (options.card !== null) await giveCard(sandbox, payer, options.card ?? 'pm_card_visa');
  return payer;
}

/**
 * Makes one of the sandbox's cards the default one, as if it had been saved on the hosted page: by its
 * name, or by its number, which is good until 2090 for whoever lets years pass.
 */
export async function giveCard(sandbox: Sandbox, payer: Pick<Payer, 'id' | 'customerId'>, name = 'pm_card_visa'): Promise<void> {
  const { paymentMethods } = sdkOf(sandbox);
  const isNumber = /^\d+$/.test(name);
  const token = isNumber ? (await paymentMethods.create({ type: 'card', card: { number: name, exp_month: 12, exp_year: 2090, cvc: '123' } })).id : name;
  const kept = await paymentMethods.attach(token, { customer: payer.customerId });
  await getDb().update(card).set({ isDefault: false }).where(eq(card.fanId, payer.id));
  await getDb().insert(card).values({
    id: newId(), fanId: payer.id, paymentMethodId: kept.id, stripeCustomerId: payer.customerId, brand: 'visa', last4: kept.card?.last4 ?? '4242',
    expMonth: 12, expYear: 2034, isDefault: true, status: 'good', addedAt: new Date(),
  });
}

/** A creator with one tier of a dollar a month. */
export async function addOffer(priceMinor = 100) {
  const creator = await addCreator();
  const [offer] = await getDb().insert(tier).values({
    id: newId(), creatorId: creator.id, name: 'Pennies', priceMinor, currency: 'USD', position: 0, createdAt: new Date(),
  }).returning();
  if (!offer) throw new Error('a tier was not written');
  return { creator, tier: offer };
}
export type Offer = Awaited<ReturnType<typeof addOffer>>;

export function addOffers(count: number): Promise<Offer[]> {
  return Promise.all(Array.from({ length: count }, () => addOffer()));
}

/** A pledge that runs and is paid until a day, with what it opens. */
export async function addRunning(payer: Fan, { creator, tier: of }: Offer, paidUntil: Day, amountMinor = of.priceMinor): Promise<string> {
  const id = newId();
  const [pledged] = await getDb().insert(pledge).values({
    id, key: newId(), fanId: payer.id, creatorId: creator.id, tierId: of.id, currency: 'USD', amountMinor, status: 'active', paidUntil,
    createdAt: new Date(), startedAt: new Date(),
  }).returning();
  if (!pledged) throw new Error('a pledge was not written');
  await getDb().insert(entitlement).values({
    id: newId(), fanId: payer.id, creatorId: creator.id, tierId: of.id, reason: 'pledge', pledgeId: id, startsOn: paidUntil,
  });
  return id;
}

/** A tab whose next billing date is this one, in the evening of the fan's zone. */
export async function addTab(payer: Fan, nextBillOn: Day, change: Partial<typeof tab.$inferInsert> = {}): Promise<void> {
  await getDb().update(fan).set({ billingDay: Math.min(28, Number(nextBillOn.slice(8))) }).where(eq(fan.id, payer.id));
  await getDb().insert(tab).values({
    fanId: payer.id, currency: 'USD', limitMinor: 1_000, nextBillOn, nextBillAt: momentAt(nextBillOn, 20, payer.timeZone), createdAt: new Date(), ...change,
  });
}

/** A fan with running pledges of these amounts, all due on one day. */
export async function addDue(sandbox: Sandbox, offers: readonly Offer[], on: Day, amounts: readonly number[], options: Parameters<typeof addPayer>[1] = {}): Promise<Payer> {
  const payer = await addPayer(sandbox, options);
  await addTab(payer, on);
  for (const [at, amountMinor] of amounts.entries()) {
    const offer = offers[at % offers.length];
    if (offer) await addRunning(payer, offer, on, amountMinor);
  }
  return payer;
}

/** Fans with three pledges each, whose evening is the 15th of June of a year and has come. */
export async function addJuneFans(sandbox: Sandbox, offers: readonly Offer[], year: number, count: number): Promise<{ payers: Payer[]; day: Day; at: Date }> {
  const day = `${year}-06-15`;
  await retireTabs();
  await clockTo(sandbox, new Date(`${year}-06-14T12:00:00Z`));
  const payers: Payer[] = [];
  for (let at = 0; at < count; at += 1) payers.push(await addDue(sandbox, offers, day, [100 + at, 200, 300]));
  await clockTo(sandbox, eveningOn(day));
  return { payers, day, at: eveningOn(day) };
}

/** Each of these fans has one paid bill, and one charge, for each of these billing dates and no more. */
export async function expectOneEach(sandbox: Sandbox, payers: readonly Payer[], days: readonly Day[]): Promise<void> {
  for (const payer of payers) {
    const bills = await readBills(payer.id);
    expect(bills.map(({ status, billingOn }) => [status, billingOn])).toEqual(days.map((day) => ['paid', day]));
    expect(await chargesOf(sandbox, payer)).toHaveLength(days.length);
  }
  await expectSoundTabs();
  expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
}

/** The bills of a fan, oldest first, each with its lines and attempts. */
export async function readBills(fanId: string) {
  const bills = await getDb().select().from(bill).where(eq(bill.fanId, fanId)).orderBy(asc(bill.createdAt), asc(bill.id));
  return Promise.all(bills.map(async (row) => ({
    ...row,
    lines: await getDb().select().from(tabLine).where(eq(tabLine.billId, row.id)).orderBy(asc(tabLine.id)),
    payments: await getDb().select().from(payment).where(eq(payment.billId, row.id)).orderBy(asc(payment.attempt)),
  })));
}

/** The first bill of a fan. */
export async function firstBill(payer: Payer) {
  const [made] = await readBills(payer.id);
  if (!made) throw new Error('there is no bill');
  return made;
}

/** The keys of the mails about a bill. */
export async function mailsAbout(billId: string): Promise<string[]> {
  return (await getDb().select({ key: mailMessage.key }).from(mailMessage)).map(({ key }) => key).filter((key) => key.includes(billId));
}

/** The charges that the sandbox has taken from a fan's cards. */
export async function chargesOf(sandbox: Sandbox, { customerId }: Payer) {
  const { data } = await sdkOf(sandbox).charges.list({ customer: customerId, limit: 100 });
  return data.filter((charge) => charge.paid);
}

/** Moves the sandbox's clock to a moment, which must lie ahead. */
export async function clockTo(sandbox: Sandbox, at: Date): Promise<void> {
  const { now } = (await control(sandbox, 'GET', '/clock')) as { now: string | number };
  const from = typeof now === 'number' ? now * (now < 1e12 ? 1_000 : 1) : new Date(now).getTime();
  await control(sandbox, 'POST', '/clock', { advance_ms: Math.max(0, at.getTime() - from) });
}

/** Goes on to noon of the first of January of a year: each test has one of its own, because the sandbox's clock only goes on. */
export async function beginYear(sandbox: Sandbox, year: number): Promise<Day> {
  await clockTo(sandbox, new Date(`${year}-01-01T12:00:00Z`));
  return `${year}-01-10`;
}

/** Lets whoever came before have their evenings far behind and ahead of them: no run of this test is theirs. */
export async function retireTabs(): Promise<void> {
  await getDb().update(tab).set({ nextBillOn: '2199-01-15', nextBillAt: new Date('2199-01-15T20:00:00Z') });
}

/** Lets the jobs of an evening run. */
export async function evening(sandbox: Sandbox, at: Date): Promise<void> {
  await clockTo(sandbox, at);
  for (const job of ['billing', 'dunning', 'reconcile', 'release'] as const) await runJob(job, at);
}

/** The evening of a day in UTC, a minute after eight. */
export function eveningOn(day: Day): Date {
  return new Date(`${day}T20:01:00Z`);
}

/** The billing date a month after one. */
export function monthAfter(day: Day): Day {
  return nextMonthDay(day, Math.min(28, Number(day.slice(8))));
}

/** A fan's tab. */
export async function tabOf(fanId: string) {
  const [found] = await getDb().select().from(tab).where(and(eq(tab.fanId, fanId), eq(tab.currency, 'USD')));
  if (!found) throw new Error('there is no such tab');
  return found;
}
