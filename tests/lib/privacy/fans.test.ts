import { strFromU8, unzipSync } from 'fflate';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import { bill, card, creator, entitlement, fan, fanConsent, payment, pledge, tab, tabLine, tier } from '@/db/schema';
import { findBillReceipt } from '@/lib/billing';
import { addDays, dayIn } from '@/lib/dates';
import { ensureFan, recordConsent, startUnprovenFan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { joinPledge, planJoin, planMark } from '@/lib/pledges';
import { deletePerson, exportPerson, planDeletion } from '@/lib/privacy';
import { tipOnTab } from '@/lib/tips';
import { bytesOf } from '../../support/archive';
import { DECLINED_LATER } from '../../support/bills';
import { saveCard } from '../../support/cards';
import { addPerson } from '../../support/people';
import { expectSoundTabs } from '../../support/sound-tabs';
import { tablesWith } from '../../support/tables-with';
import { addCreator, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

const now = new Date();

async function addTier(creatorId: string) {
  const id = newId();
  await getDb().insert(tier).values({ id, creatorId, name: 'Bank', priceMinor: 300, currency: 'USD', position: 0, createdAt: now });
  return id;
}

/** Somebody with a card, a pledge of $3 and a tip on the tab with words, all of yesterday. */
async function someFan(mark: string, number?: string) {
  const yesterday = addDays(now, -1);
  const who = await addPerson({ email: `${mark}@fans.example`, displayName: `Name of ${mark}` });
  const made = await inTransaction((tx) => ensureFan(tx, { personId: who.id, timeZone: 'UTC', now: yesterday }));
  await saveCard(made, number);
  await inTransaction((tx) => recordConsent(tx, { fanId: made.id, currency: 'USD', now: yesterday }));
  const page = await addCreator();
  const tierId = await addTier(page.id);
  const plan = planJoin({ today: dayIn('UTC', yesterday), billingDay: null, amountMinor: 300, firstMonthInFull: false, minimumMinor: 10 });
  const { pledge: made1 } = await joinPledge({
    key: newId(), tierId, amountMinor: 300, who: { personId: who.id }, timeZone: 'UTC', agrees: true, seen: planMark(plan), now: yesterday,
  });
  await tipOnTab({
    key: newId(), creatorId: page.id, payer: { personId: who.id, connection: null }, now: yesterday,
    wish: wishFor(50, { displayName: `Name of ${mark}`, message: `words of ${mark}` }),
  });
  return { who, email: who.email ?? '', fanId: made.id, pledgeId: made1.id, tierId, page };
}

test('a tab that owes something, or a bill that is not paid, stops a deletion with the way to settle it', async () => {
  const { who, email } = await someFan('owing', DECLINED_LATER);
  expect((await planDeletion(getDb(), who.id)).obstacles).toEqual(['$3.50 is on your tab and not charged yet. Pay it under Account → Tab.']);
  await runJob('billing', addDays(now, 1));
  expect((await planDeletion(getDb(), who.id)).obstacles).toEqual(['Your bill of $3.50 is not paid yet. Pay it under Account → Bills.']);
  await expect(deletePerson(who.id, email, now)).rejects.toMatchObject({ code: 'NotSettled' });
});

async function exported(personId: string): Promise<Record<string, string>> {
  return Object.fromEntries(Object.entries(unzipSync(await bytesOf(await exportPerson(getDb(), personId, now)))).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test('an export has the tab, its lines and bills, pledges, cards and consent, and no secret; a creator’s has what pledges brought', async () => {
  const { who, fanId, page } = await someFan('packer');
  await runJob('billing', addDays(now, 1));
  const files = await exported(who.id);
  expect(Object.keys(files)).toEqual(expect.arrayContaining([
    'fan.json', 'card.json', 'card-setup.json', 'fan-consent.json', 'tab.json', 'tab-line.json', 'pledge.json', 'entitlement.json', 'bill.json', 'tip.json',
  ]));
  expect(files['card.json']).toContain('4242');
  expect(files['tips.csv']).toContain('words of packer');
  expect(files['bill.json']).toContain('"amount_minor": 350');
  const [row] = await getDb().select().from(fan).where(eq(fan.id, fanId));
  expect(Object.values(files).join('\n')).not.toContain(row?.stripeCustomerId);
  expect(Object.values(files).join('\n')).not.toMatch(/pm_|token/);

  await runJob('reconcile', addDays(now, 1));
  const owner = await addPerson();
  await getDb().update(creator).set({ personId: owner.id }).where(eq(creator.id, page.id));
  const received = (await exported(owner.id))['received.csv'] ?? '';
  expect(received).toContain('tip,received,USD,0.50');
  expect(received).toContain('pledge,received,USD,3.00');
  expect(received).not.toContain('packer');
});

test('a deleted fan leaves no word and no card behind; pledges end, books and bills stay and lead to nobody', async () => {
  const { who, email, fanId, pledgeId, tierId } = await someFan('vanisher');
  await runJob('billing', addDays(now, 1));
  await runJob('reconcile', addDays(now, 1));
  const guest = await inTransaction((tx) => startUnprovenFan(tx, { email, timeZone: null, now }));
  const ledger = () => getPool().query('select count(*) as n, sum(amount_minor) as sum from ledger_transfer');
  const before = (await ledger()).rows;
  await deletePerson(who.id, email, now);
  for (const words of ['vanisher', 'Name of vanisher', 'words of vanisher']) expect(await tablesWith(words), words).toEqual([]);
  expect((await ledger()).rows).toEqual(before);
  const [cut] = await getDb().select().from(fan).where(eq(fan.id, fanId));
  expect(cut).toMatchObject({ personId: null, status: 'ended', email: null, stripeCustomerId: null });
  expect((await getDb().select().from(fan).where(eq(fan.id, guest.fan.id)))[0]).toMatchObject({ status: 'ended', email: null });
  expect((await getDb().select().from(card).where(eq(card.fanId, fanId)))[0]).toMatchObject({ status: 'removed', last4: '0000', fingerprint: null });
  expect((await getDb().select().from(pledge).where(eq(pledge.id, pledgeId)))[0]).toMatchObject({ status: 'ended', endedReason: 'cancelled' });
  expect((await getDb().select().from(entitlement).where(eq(entitlement.fanId, fanId)))[0]?.closedAt).not.toBeNull();
  expect((await getDb().select().from(tier).where(eq(tier.id, tierId)))[0]?.taken).toBe(0);
  expect(await getDb().select().from(fanConsent).where(eq(fanConsent.fanId, fanId))).toHaveLength(1);
  // The receipt behind its link stays, and says nothing of whose it was.
  const [paid] = await getDb().select().from(bill).where(eq(bill.fanId, fanId));
  const receipt = await findBillReceipt(getDb(), paid?.id ?? '', now);
  expect(receipt).toMatchObject({ bill: { status: 'paid', amountMinor: 350 }, fan: { email: null, personId: null } });
  expect((await getDb().select().from(payment).where(eq(payment.billId, paid?.id ?? '')))[0]?.payerEmail).toBeNull();
  expect((await getDb().select().from(tab).where(eq(tab.fanId, fanId)))[0]?.nextBillAt).toBeNull();
  await expectSoundTabs();
});

test('too little for any charge is taken back and keeps nobody', async () => {
  const who = await addPerson();
  const made = await inTransaction((tx) => ensureFan(tx, { personId: who.id, timeZone: 'UTC', now }));
  await saveCard(made);
  await inTransaction((tx) => recordConsent(tx, { fanId: made.id, currency: 'USD', now }));
  const page = await addCreator();
  await tipOnTab({ key: newId(), creatorId: page.id, payer: { personId: who.id, connection: null }, now, wish: wishFor(20) });
  await deletePerson(who.id, who.email ?? '', now);
  expect((await getDb().select().from(tabLine).where(eq(tabLine.fanId, made.id)))[0]?.status).toBe('undone');
  await expectSoundTabs();
});

test('a page that closes ends the pledges to it and tells each fan, and the words of its tiers go', async () => {
  const owner = await addPerson({ email: 'closing.page@fans.example' });
  const page = await addCreator({ personId: owner.id });
  const tierId = await addTier(page.id);
  const fanPerson = await addPerson();
  const made = await inTransaction((tx) => ensureFan(tx, { personId: fanPerson.id, timeZone: 'UTC', now }));
  const id = newId();
  // Its days are paid and long released: nothing of it is in the books any more.
  await getDb().update(tier).set({ taken: 1 }).where(eq(tier.id, tierId));
  await getDb().insert(pledge).values({
    id, key: newId(), fanId: made.id, creatorId: page.id, tierId, currency: 'USD', amountMinor: 300, status: 'asked', createdAt: now,
  });
  await deletePerson(owner.id, page.handle, now);
  expect((await getDb().select().from(pledge).where(eq(pledge.id, id)))[0]).toMatchObject({ status: 'ended', endedReason: 'creator_closed' });
  expect((await getDb().select().from(tier).where(eq(tier.id, tierId)))[0]).toMatchObject({ name: 'Closed tier', description: '' });
  const { rows } = await getPool().query('select recipient from mail_message where key like $1', [`pledge_ended:${id}:%`]);
  expect(rows).toEqual([{ recipient: fanPerson.email }]);
});
