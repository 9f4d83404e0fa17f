import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, getDb } from '@/db/client';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { chargeStop, person, tip } from '@/db/schema';
import { resumeCharges, retryBillNow } from '@/lib/admin';
import { restoreBackup, writeBackup } from '@/lib/backup';
import { findChargeStop, payBill, stopCharges } from '@/lib/billing';
import { addDays, addMilliseconds } from '@/lib/dates';
import { domainLedgerChecks, runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { findStray, giveBackStray, listGaps, readBalances, recordStray } from '@/lib/reconcile';
import { addDue, addOffer, chargesOf, clockTo, eveningOn, firstBill, readBills, retireTabs, type Offer } from '../../support/billing';
import { addPerson } from '../../support/people';
import { control, sdkOf } from '../../support/sandbox-controls';
import { useSpareDatabases } from '../../support/spare-databases';
import { addCreator, beginAndPay, GOOD_CARD, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox, database } = useWorld();
const reason = 'Looked at every one';
const spare = useSpareDatabases(database.url);
let folder = '';
let offer: Offer;
let actorId = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tuppence-charged-'));
  offer = await addOffer();
  actorId = (await addPerson()).id;
  await getDb().update(person).set({ isAdmin: true }).where(eq(person.id, actorId));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Takes a backup, lets the world go on, and answers from books that know nothing of it. */
async function restoredAfter(name: string, since: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  const file = path.join(folder, `${name}.backup`);
  await writeBackup({ databaseUrl: database.url(), file, mediaDir: null, takenAt: new Date() });
  await since();
  const target = await spare.empty();
  await restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() });
  await closeDb();
  process.env.DATABASE_URL = target;
  try {
    await work();
    expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
  } finally {
    await closeDb();
    process.env.DATABASE_URL = database.url();
  }
}

test('of tips that were paid after the backup an admin records one as its creator’s income and has the other given back: each balanced, the gap zero', async () => {
  const page = await addCreator();
  await restoredAfter('tips', async () => {
    for (const amountMinor of [700, 900]) await beginAndPay(page.id, wishFor(amountMinor));
  }, async () => {
    const later = addMilliseconds(new Date(), 10 * 60_000);
    await runJob('reconcile', later);
    await expect(resumeCharges({ actorId, reason, now: later })).rejects.toMatchObject({ code: 'ChargesUnknown', message: expect.stringContaining('2 charges') });
    const strays = await Promise.all((await listGaps(getDb())).map(({ objectId }) => findStray(objectId)));
    const [kept, back] = [700, 900].map((amountMinor) => strays.find((stray) => stray?.amountMinor === amountMinor)?.chargeId ?? '');
    expect(strays).toMatchObject([1, 2].map(() => ({ isOurs: false, purpose: { kind: 'tip', creatorId: page.id, handle: page.handle } })));
    const record = { actorId, objectId: kept ?? '', expected: page.id, reason };
    await expect(recordStray({ ...record, expected: actorId })).rejects.toMatchObject({ code: 'StrayChanged' });
    const both = await Promise.allSettled([recordStray(record), recordStray(record)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    // Stopped after it went out and before it was booked, and decided again by two at once: it goes back once.
    await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times: 3, method: 'GET', path: '/v1/refunds' });
    await expect(giveBackStray({ actorId, objectId: back ?? '', reason })).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
    await control(sandbox(), 'DELETE', '/chaos');
    const twice = await Promise.allSettled([1, 2].map(() => giveBackStray({ actorId, objectId: back ?? '', reason })));
    expect(twice.map(({ status }) => status)).toContain('fulfilled');
    await expect(giveBackStray({ actorId, objectId: back ?? '', reason })).rejects.toMatchObject({ code: 'NotOpen' });
    expect(await runJob('reconcile', later)).toMatchObject({ gaps: 0 });
    for (const line of await readBalances(getDb())) expect(line).toMatchObject({ gapMinor: 0 });
    const tips = await getDb().select().from(tip).where(eq(tip.creatorId, page.id));
    expect(tips).toMatchObject([{ status: 'received', grossMinor: 700, heldMinor: 650, visibility: 'creator_only' }]);
    const { amount_refunded: backMinor } = await sdkOf(sandbox()).charges.retrieve(back ?? '');
    expect(backMinor).toBe(900);
    await resumeCharges({ actorId, reason, now: later });
  });
});

test('bills that were charged or paid by their link after the backup are taken from Stripe’s record, by what their charges name, and never charged again', async () => {
  const now = eveningOn('2027-02-10');
  await clockTo(sandbox(), now);
  const [payer, byLink] = [await addDue(sandbox(), [offer], '2027-02-10', [400]), await addDue(sandbox(), [offer], '2027-02-10', [500])];
  await control(sandbox(), 'POST', '/chaos/api', { action: 'invalid_request', times: 2, method: 'POST', path: '/v1/payment_intents' });
  await runJob('billing', now);
  expect(await firstBill(payer)).toMatchObject({ status: 'failing' });
  // Stripe forgets keys after a day.
  const after = addDays(now, 3);
  await restoredAfter('failing', async () => {
    await retryBillNow({ actorId, billId: (await firstBill(payer)).id, now });
    await runJob('dunning', now);
    expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
    await payHostedPage(await payBill((await firstBill(byLink)).id, null, now), { ...GOOD_CARD, email: 'somebody@fans.example' });
    await clockTo(sandbox(), after);
  }, async () => {
    expect(await firstBill(payer)).toMatchObject({ status: 'failing' });
    await expect(resumeCharges({ actorId, reason, now: after })).rejects.toMatchObject({ code: 'ChargesUnknown' });
    await runJob('dunning', after);
    expect(await runJob('reconcile', after)).toMatchObject({ adopted: 2, gaps: 0 });
    expect((await firstBill(payer)).payments.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
    expect(await firstBill(payer)).toMatchObject({ status: 'paid' });
    expect((await firstBill(byLink)).payments.map(({ status, way, stripeCustomerId }) => [status, way, stripeCustomerId !== null])).toEqual([['failed', 'off_session', true], ['succeeded', 'checkout', false]]);
    expect(await firstBill(byLink)).toMatchObject({ status: 'paid' });
    await resumeCharges({ actorId, reason, now: after });
    for (const job of ['billing', 'dunning', 'reconcile'] as const) await runJob(job, after);
    expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
    expect(await chargesOf(sandbox(), byLink)).toEqual([]);
  });
});

test('a charge whose bill was made after the backup keeps all charges still until an admin has decided about it', async () => {
  const now = eveningOn('2027-03-10');
  await clockTo(sandbox(), addDays(now, -1));
  await retireTabs();
  const payer = await addDue(sandbox(), [offer], '2027-03-10', [300]);
  await restoredAfter('undrafted', async () => {
    await clockTo(sandbox(), now);
    await runJob('billing', now);
    expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
  }, async () => {
    expect(await readBills(payer.id)).toEqual([]);
    const later = addMilliseconds(now, 10 * 60_000);
    await runJob('reconcile', later);
    await expect(resumeCharges({ actorId, reason, now: later })).rejects.toMatchObject({ code: 'ChargesUnknown', message: expect.stringContaining('one charge') });
    expect(await findChargeStop(getDb())).not.toBeNull();
    const [gap] = await listGaps(getDb());
    expect(await findStray(gap?.objectId ?? '')).toMatchObject({ amountMinor: 300, purpose: null });
    // Drafted anew, the bill waits for just this sum.
    await runJob('billing', later);
    const [waiting] = await readBills(payer.id);
    await recordStray({ actorId, objectId: gap?.objectId ?? '', expected: waiting?.id ?? '', reason });
    expect(await readBills(payer.id)).toMatchObject([{ status: 'paid' }]);
    expect(await runJob('reconcile', later)).toMatchObject({ gaps: 0 });
    await resumeCharges({ actorId, reason, now: later });
    expect(await findChargeStop(getDb())).toBeNull();
    for (const job of ['billing', 'dunning'] as const) await runJob(job, later);
    expect(await chargesOf(sandbox(), payer)).toHaveLength(1);
  });
});

test('a stop that stood for another reason when the backup was taken asks for the same after the restore', async () => {
  const now = new Date();
  await stopCharges({ failureCode: 'request_refused', refused: 5, now });
  await restoredAfter('stopped', () => Promise.resolve(), async () => {
    expect(await getDb().select({ code: chargeStop.failureCode }).from(chargeStop)).toEqual([{ code: 'restored_from_backup' }]);
    await expect(resumeCharges({ actorId, reason, now })).rejects.toMatchObject({ code: 'ChargesUnknown' });
  });
});
