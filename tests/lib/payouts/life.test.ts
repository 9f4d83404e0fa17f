import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { auditLog, payout, payoutAccount, payoutApproval, secondFactor, tip } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { askRefund } from '@/lib/payments';
import {
  approvePayout, askPayout, cancelPayout, denyPayout, holdPayout, noteOnPayout, readPayoutPlan, resumePayout, schedulePayouts, setPayoutSchedule, takeUpPayout,
} from '@/lib/payouts';
import { findPayoutCase } from '@/lib/review';
import { previewRefund } from '@/lib/tips';
import { addAdmin, addApproved, addAvailable, addPayee, ask, giveFactor, later, mailsAbout, purseOf, readOne, runPayouts, transfersTo } from '../../support/payouts';
import { expectEqualBalance, expectEqualRecords } from '../../support/records';
import { sdkOf } from '../../support/sandbox-controls';
import { readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

describe('a payout', () => {
  it('reserves all that is available at once, and nobody asks for it twice', async () => {
    const payee = await addPayee(sandbox());
    const [first, second] = await addAvailable(payee, [3_000, 200]);
    const before = await purseOf(payee);
    const id = await ask(payee);
    expect(await purseOf(payee)).toEqual({ held: 0, available: 0, reserved: before.available, debt: 0 });
    expect(await readOne(id)).toMatchObject({ status: 'requested', amountMinor: before.available, askedBy: 'creator' });
    for (const tipId of [first, second]) {
      const { tip } = await readTip(tipId ?? '');
      expect(tip).toMatchObject({ payoutId: id, availableMinor: 0 });
      expect(tip.reservedMinor).toBeGreaterThan(0);
    }
    await expect(ask(payee)).rejects.toMatchObject({ code: 'PayoutAlreadyOpen' });
    expect(await mailsAbout(id)).toEqual([expect.stringContaining('waits for its review')]);
  });

  it('leaves once an admin approved it, as one transfer', async () => {
    const { payee, payoutId, tipIds } = await addApproved(sandbox());
    await runPayouts();
    const sent = await readOne(payoutId);
    expect(sent).toMatchObject({ status: 'sent', nextAttemptAt: null, leaseUntil: null });
    expect((await transfersTo(sandbox(), payee)).map(({ id, amount }) => [id, amount])).toEqual([[sent.stripeTransferId, sent.amountMinor]]);
    expect(await purseOf(payee)).toEqual({ held: 0, available: 0, reserved: 0, debt: 0 });
    expect((await readTip(tipIds[0] ?? '')).tip).toMatchObject({ payoutId: null, reservedMinor: 0, paidMinor: sent.amountMinor });
    expect(await mailsAbout(payoutId)).toEqual([expect.stringContaining('waits'), expect.stringContaining('on its way')]);
    await expectEqualRecords(sandbox());
    await expectEqualBalance(sandbox());
  });

  it('that an admin denies is available again, with the reason told', async () => {
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [3_000]);
    const before = await purseOf(payee);
    const payoutId = await ask(payee);
    await expect(denyPayout({ payoutId, adminId: await addAdmin(), reason: ' ', now: later() })).rejects.toMatchObject({ code: 'PayoutReasonNeeded' });
    await denyPayout({ payoutId, adminId: await addAdmin(), reason: 'Tell us who you are first.', now: later() });
    expect(await purseOf(payee)).toEqual(before);
    expect(await readOne(payoutId)).toMatchObject({ status: 'denied', reason: 'Tell us who you are first.' });
    expect(await mailsAbout(payoutId)).toContainEqual(expect.stringContaining('was denied'));
    await ask(payee);
  });

  it('is cancelled by its creator alone, as long as nobody tried to send it', async () => {
    const { payee, payoutId } = await addApproved(sandbox());
    const stranger = await addPayee(sandbox());
    const asked = { payoutId, actorId: payee.personId ?? '', now: later() };
    await expect(cancelPayout({ ...asked, creatorId: stranger.id })).rejects.toMatchObject({ code: 'PayoutNotFound', status: 404 });
    await getDb().update(payout).set({ triedAt: later(), stripeAccountId: payee.accountId }).where(eq(payout.id, payoutId));
    await expect(cancelPayout({ ...asked, creatorId: payee.id })).rejects.toMatchObject({ code: 'PayoutUnderWay' });
    await getDb().update(payout).set({ triedAt: null }).where(eq(payout.id, payoutId));
    await cancelPayout({ ...asked, creatorId: payee.id });
    await expect(cancelPayout({ ...asked, creatorId: payee.id })).rejects.toMatchObject({ code: 'PayoutMoved' });
    await runPayouts();
    expect(await transfersTo(sandbox(), payee)).toEqual([]);
  });
});

describe('approving', () => {
  it('is another admin’s matter for one’s own page, and for a large one a second admin’s as well', async () => {
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [60_000]);
    const payoutId = await ask(payee);
    const [one, other] = [await addAdmin(), await addAdmin()];
    const now = later();
    await expect(approvePayout({ payoutId, adminId: payee.personId ?? '', now })).rejects.toMatchObject({ code: 'OwnPayout' });
    expect(await approvePayout({ payoutId, adminId: one, now })).toBe('waits_for_second');
    await expect(approvePayout({ payoutId, adminId: one, now })).rejects.toMatchObject({ code: 'AlreadyApproved' });
    await runPayouts();
    expect(await transfersTo(sandbox(), payee)).toEqual([]);
    await holdPayout({ payoutId, adminId: other, reason: 'Something is odd here.', now });
    await expect(approvePayout({ payoutId, adminId: other, now })).rejects.toMatchObject({ code: 'PayoutMoved' });
    await resumePayout({ payoutId, adminId: other, now });
    expect(await approvePayout({ payoutId, adminId: other, now })).toBe('waits_for_second');
    expect(await approvePayout({ payoutId, adminId: one, now })).toBe('approved');
  });

  it('counts while who approved is an active admin with a second factor: else it waits in the queue again, and the log says why', async () => {
    const { payee, payoutId } = await addApproved(sandbox());
    const [{ adminId } = { adminId: '' }] = await getDb().select().from(payoutApproval).where(eq(payoutApproval.payoutId, payoutId));
    await getDb().delete(secondFactor).where(eq(secondFactor.personId, adminId));
    await runPayouts();
    expect(await transfersTo(sandbox(), payee)).toEqual([]);
    expect(await readOne(payoutId)).toMatchObject({ status: 'in_review', approvedAt: null, nextAttemptAt: null, triedAt: null });
    const acts = await getDb().select().from(auditLog).where(eq(auditLog.subjectId, payoutId));
    expect(acts.at(-1)).toMatchObject({ actorId: null, action: 'payout.approval_lapsed', detail: { approvers: 0, needed: 1 } });
    await expect(approvePayout({ payoutId, adminId, now: later() })).rejects.toMatchObject({ code: 'NoAdminAnyMore', status: 403 });
    expect((await findPayoutCase(getDb(), payoutId, later()))?.approvals).toMatchObject([{ adminId, counts: false }]);
    await giveFactor(adminId);
    expect(await approvePayout({ payoutId, adminId, now: later() })).toBe('approved');
    await runPayouts();
    expect(await transfersTo(sandbox(), payee)).toHaveLength(1);
  });

  it('waits 72 hours after the payout account changed, and says until when; what changes later stops the transfer', async () => {
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [3_000]);
    const payoutId = await ask(payee);
    const adminId = await addAdmin();
    const change = async (changedAt: Date) => getDb().update(payoutAccount).set({ changedAt }).where(eq(payoutAccount.creatorId, payee.id));
    await change(addDays(later(), -2));
    await expect(approvePayout({ payoutId, adminId, now: later() })).rejects.toMatchObject({ code: 'PayoutsRest' });
    await approvePayout({ payoutId, adminId, now: addDays(later(), 1.1) });
    await change(addDays(later(), 1.2));
    await runPayouts(addDays(later(), 1.3));
    expect(await readOne(payoutId)).toMatchObject({ status: 'cancelled' });
    expect(await transfersTo(sandbox(), payee)).toEqual([]);
  });

  it('is refused while the page is suspended or the account is not ready', async () => {
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [3_000]);
    const payoutId = await ask(payee);
    const adminId = await addAdmin();
    await getDb().execute(sql`insert into money_freeze (id, creator_id, frozen_at, status) values (${newId()}, ${payee.id}, now(), 'standing')`);
    await expect(approvePayout({ payoutId, adminId, now: later() })).rejects.toMatchObject({ code: 'PayoutPageSuspended' });
    await getDb().execute(sql`delete from money_freeze where creator_id = ${payee.id}`);
    await getDb().update(payoutAccount).set({ status: 'restricted' }).where(eq(payoutAccount.creatorId, payee.id));
    await expect(approvePayout({ payoutId, adminId, now: later() })).rejects.toMatchObject({ code: 'PayoutAccountRestricted' });
    expect((await readOne(payoutId)).status).toBe('requested');
  });

  it('keeps what admins note and who took it up', async () => {
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [3_000]);
    const payoutId = await ask(payee);
    const adminId = await addAdmin();
    await takeUpPayout({ payoutId, adminId, now: later() });
    await expect(takeUpPayout({ payoutId, adminId, now: later() })).rejects.toMatchObject({ code: 'PayoutMoved' });
    await expect(noteOnPayout({ payoutId, adminId, body: '\u0000 ', now: later() })).rejects.toMatchObject({ code: 'NoteEmpty' });
    await noteOnPayout({ payoutId, adminId, body: 'Looks right.', now: later() });
    expect(await readOne(payoutId)).toMatchObject({ status: 'in_review' });
  });
});

describe('a refund', () => {
  it('cancels the unsent payout that has its tip, and the rest can be asked for again', async () => {
    const { payee, payoutId, tipIds } = await addApproved(sandbox(), [3_000, 3_000]);
    const { payment, tip: given } = await readTip(tipIds[0] ?? '');
    // Whoever refunds is told beforehand what the cancelled payout gives of it.
    const told = await previewRefund(getDb(), payment.id);
    expect(told).toMatchObject({ fromAvailableMinor: given.reservedMinor, asDebtMinor: 3_000 - given.reservedMinor });
    await askRefund(payment.id, 'requested_by_fan', later());
    await runJob('refunds', later());
    expect(await readOne(payoutId)).toMatchObject({ status: 'cancelled' });
    expect(await mailsAbout(payoutId)).toContainEqual(expect.stringContaining('was cancelled'));
    const purse = await purseOf(payee);
    const fee = 3_000 - ((await readTip(tipIds[1] ?? '')).tip.availableMinor);
    expect(purse).toMatchObject({ reserved: 0, debt: fee, available: 3_000 - fee });
    const again = await ask(payee);
    expect((await readOne(again)).amountMinor).toBe(3_000 - fee - fee);
    expect(await purseOf(payee)).toEqual({ held: 0, available: 0, reserved: 3_000 - 2 * fee, debt: 0 });
  });

  it('that is on its way when the transfer would be made cancels the payout first', async () => {
    const { payee, payoutId, tipIds } = await addApproved(sandbox());
    const { payment } = await readTip(tipIds[0] ?? '');
    await askRefund(payment.id, 'requested_by_fan', later());
    await runPayouts();
    expect(await readOne(payoutId)).toMatchObject({ status: 'cancelled' });
    expect(await transfersTo(sandbox(), payee)).toEqual([]);
    await expect(ask(payee)).rejects.toMatchObject({ code: 'NothingToPayOut' });
    await runJob('refunds', later());
  });

  it('after the money left is a debt, which the next payout repays first', async () => {
    const { payee, tipIds } = await addApproved(sandbox());
    await runPayouts();
    const { payment } = await readTip(tipIds[0] ?? '');
    await askRefund(payment.id, 'requested_by_fan', later());
    await runJob('refunds', later());
    expect(await purseOf(payee)).toEqual({ held: 0, available: 0, reserved: 0, debt: 3_000 });
    await addAvailable(payee, [9_000]);
    const { available } = await purseOf(payee);
    const again = await ask(payee);
    expect((await readOne(again)).amountMinor).toBe(available);
    expect(await purseOf(payee)).toMatchObject({ debt: 0, reserved: available });
    await expectEqualRecords(sandbox());
  });
});

describe('asking', () => {
  it('is refused for nothing, for too little, for another sum than was shown, and without an account', async () => {
    const payee = await addPayee(sandbox());
    await expect(ask(payee)).rejects.toMatchObject({ code: 'NothingToPayOut' });
    await addAvailable(payee, [1_000]);
    await expect(ask(payee)).rejects.toMatchObject({ code: 'BelowPayoutMinimum' });
    await addAvailable(payee, [3_000]);
    await expect(askPayout({ creatorId: payee.id, currency: 'USD', askedBy: 'creator', shownMinor: 1, now: later() })).rejects.toMatchObject({ code: 'PayoutSumChanged' });
    await getDb().delete(payoutAccount).where(eq(payoutAccount.creatorId, payee.id));
    await expect(ask(payee)).rejects.toMatchObject({ code: 'NoPayoutAccount' });
    expect((await purseOf(payee)).reserved).toBe(0);
  });
});

describe('what the processor says of a transfer', () => {
  it('taken back whole or in parts is available again, posted once', async () => {
    const { payee, payoutId } = await addApproved(sandbox());
    await runPayouts();
    const { stripeTransferId, amountMinor } = await readOne(payoutId);
    await sdkOf(sandbox()).transfers.createReversal(stripeTransferId ?? '', { amount: 500 });
    await getDb().update(payout).set({ followedAt: null }).where(eq(payout.id, payoutId));
    await runPayouts();
    expect(await purseOf(payee)).toMatchObject({ available: 500 });
    expect((await readOne(payoutId)).status).toBe('sent');
    await sdkOf(sandbox()).transfers.createReversal(stripeTransferId ?? '');
    for (let times = 0; times < 2; times += 1) {
      await getDb().update(payout).set({ followedAt: null }).where(eq(payout.id, payoutId));
      await runPayouts();
    }
    expect(await readOne(payoutId)).toMatchObject({ status: 'failed', failureCode: 'transfer_reversed' });
    expect(await purseOf(payee)).toEqual({ held: 0, available: amountMinor, reserved: 0, debt: 0 });
    await expectEqualRecords(sandbox());
  });
});

describe('a schedule', () => {
  it('asks on its day, lets a day pass when there is too little, and never twice for one day', async () => {
    const payee = await addPayee(sandbox());
    const asked = { creatorId: payee.id, actorId: payee.personId ?? '', now: new Date('2027-03-02T12:00:00Z') };
    await expect(setPayoutSchedule({ ...asked, interval: 'weekly', minimumMinor: 100 })).rejects.toMatchObject({ code: 'PayoutMinimumTooSmall' });
    await setPayoutSchedule({ ...asked, interval: 'weekly', minimumMinor: 5_000 });
    await addAvailable(payee, [3_000]);
    const mine = () => getDb().select().from(payout).where(eq(payout.creatorId, payee.id));
    for (const day of ['2027-03-07', '2027-03-08', '2027-03-09']) await schedulePayouts(new Date(`${day}T06:00:00Z`));
    expect(await mine()).toEqual([]);
    await addAvailable(payee, [3_000]);
    await Promise.all([1, 2, 3].map(() => schedulePayouts(new Date('2027-03-15T00:00:00Z'))));
    expect(await mine()).toMatchObject([{ askedBy: 'schedule', status: 'requested' }]);
  });
});

describe('a new page', () => {
  it('leaves a part of what is available, in whole gifts, until it is new no more', async () => {
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [3_000, 400, 300]);
    await getDb().update(tip).set({ receivedAt: addDays(later(), -10) }).where(eq(tip.creatorId, payee.id));
    const plan = await readPayoutPlan(getDb(), { creatorId: payee.id, currency: 'USD' }, later());
    const id = await ask(payee);
    const { available = 0, reserved = 0 } = await purseOf(payee);
    expect(available).toBeGreaterThanOrEqual(Math.ceil((available + reserved) / 10));
    expect(plan).toMatchObject({ amountMinor: reserved, keptMinor: available });
    expect(plan.newUntil).not.toBeNull();
    await cancelPayout({ payoutId: id, creatorId: payee.id, actorId: payee.personId ?? '', now: later() });
    const again = await ask(payee, addDays(later(), 21));
    expect((await readOne(again)).amountMinor).toBe(available + reserved);
  });

  it('keeps that part also when it asks for one payout after the other', async () => {
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [30_000, 5_000, 3_000]);
    await getDb().update(tip).set({ receivedAt: addDays(later(), -10) }).where(eq(tip.creatorId, payee.id));
    const id = await ask(payee);
    await approvePayout({ payoutId: id, adminId: await addAdmin(), now: later() });
    await runPayouts();
    const { available = 0 } = await purseOf(payee);
    expect((await readPayoutPlan(getDb(), { creatorId: payee.id, currency: 'USD' }, later())).amountMinor).toBe(0);
    await expect(ask(payee)).rejects.toMatchObject({ code: 'NothingToPayOut' });
    expect(await purseOf(payee)).toMatchObject({ available, reserved: 0 });
  });
});
