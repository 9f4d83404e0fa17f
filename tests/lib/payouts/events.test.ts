import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type Stripe from 'stripe';
import { getDb, inTransaction } from '@/db/client';
import { payout } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { approvePayout, followPayouts, markToFollow, sendPayouts } from '@/lib/payouts';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { addAdmin, addApproved, addAvailable, ask, later, purseOf, readOne, runPayouts, untilSomebodyWaits } from '../../support/payouts';
import { expectEqualRecords } from '../../support/records';
import { control, eventsOf, sdkOf, signed } from '../../support/sandbox-controls';
import { CONNECT_SECRET, useWorld } from '../../support/world';

const { sandbox } = useWorld();

it('an event that comes while the processor is being asked is not lost with the older answer', async () => {
  const { payee, payoutId } = await addApproved(sandbox());
  await runPayouts();
  const { stripeTransferId, amountMinor } = await readOne(payoutId);
  const transferId = stripeTransferId ?? '';
  await markToFollow(getDb(), { transferId });
  let following: Promise<number> | undefined;
  await inTransaction(async (tx) => {
    await tx.execute(sql`select from payout where id = ${payoutId} for update`);
    following = followPayouts(later());
    // It has its answer when it waits for the row that we hold.
    await untilSomebodyWaits();
    await sdkOf(sandbox()).transfers.createReversal(transferId);
    await markToFollow(tx, { transferId });
  });
  await following;
  await followPayouts(later());
  expect((await readOne(payoutId)).status).toBe('failed');
  expect(await purseOf(payee)).toMatchObject({ available: amountMinor, reserved: 0 });
});

it('a transfer that is taken back long after the bank had it is followed as well, whatever was paid since', async () => {
  const { payee, payoutId } = await addApproved(sandbox());
  await runPayouts();
  await addAvailable(payee, [3_000]);
  const newer = await ask(payee);
  await approvePayout({ payoutId: newer, adminId: await addAdmin(), now: later() });
  await runPayouts();
  for (const [id, days] of [[payoutId, 40], [newer, 120]] as const) {
    await getDb().update(payout).set({ status: 'paid', endedAt: later(days), followedAt: later(days) }).where(eq(payout.id, id));
  }
  const { stripeTransferId, amountMinor } = await readOne(payoutId);
  await sdkOf(sandbox()).transfers.createReversal(stripeTransferId ?? '');
  await markToFollow(getDb(), { transferId: stripeTransferId ?? '' });
  await followPayouts(later());
  expect((await readOne(payoutId)).status).toBe('failed');
  expect(await purseOf(payee)).toMatchObject({ available: amountMinor, reserved: 0 });
});

it('a payout whose account cannot be read, for a reason that nobody foresaw, does not stand in the way of the others', async () => {
  const [first, second] = [await addApproved(sandbox()), await addApproved(sandbox())];
  await control(sandbox(), 'POST', '/chaos/api', { action: 'invalid_request', method: 'GET', path: `/v2/core/accounts/${first.payee.accountId}` });
  await expect(sendPayouts(later())).rejects.toThrow();
  expect([(await readOne(first.payoutId)).status, (await readOne(second.payoutId)).status]).toEqual(['approved', 'sent']);
  await sendPayouts(later());
  expect((await readOne(first.payoutId)).status).toBe('sent');
});

it('an event about a transfer, or about a bank payout of a payee, has its payouts asked about at once; twice changes nothing more', async () => {
  const [taken, kept] = [await addApproved(sandbox()), await addApproved(sandbox())];
  await runPayouts();
  // Both were asked about just now, so that without an event nobody would ask for an hour.
  await runPayouts();
  const { stripeTransferId, amountMinor } = await readOne(taken.payoutId);
  await sdkOf(sandbox()).transfers.createReversal(stripeTransferId ?? '');
  await runPayouts();
  expect((await readOne(taken.payoutId)).status).toBe('sent');
  const reversed = (await eventsOf(sandbox())).filter(({ type }) => type.startsWith('transfer.'));
  for (const event of [...reversed, ...reversed]) expect(await receiveWebhook(signed(event))).toEqual({ status: 200 });
  await processEvents();
  await runPayouts();
  expect((await readOne(taken.payoutId)).status).toBe('failed');
  expect(await purseOf(taken.payee)).toMatchObject({ available: amountMinor, reserved: 0 });

  for (let days = 0; days < 6; days += 1) await control(sandbox(), 'POST', '/clock', { advance_ms: 86_400_000 });
  for (const event of await connectEvents(kept.payee.accountId)) {
    expect(await receiveWebhook({ ...signed(event, { secret: CONNECT_SECRET }), door: 'connect' })).toEqual({ status: 200 });
  }
  await processEvents();
  await runPayouts(addDays(later(), 0.01));
  expect((await readOne(kept.payoutId)).status).toBe('paid');
  await expectEqualRecords(sandbox());
});

/** What happened to a payee's account, as the Connect endpoint is told it. */
async function connectEvents(account: string): Promise<Stripe.Event[]> {
  const { data } = await sdkOf(sandbox()).events.list({ limit: 100 }, { stripeAccount: account });
  return data.reverse().map((event) => Object.assign(event, { account }));
}
