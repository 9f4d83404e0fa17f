import { expect, it } from 'vitest';
import type Stripe from 'stripe';
import { addDays } from '@/lib/dates';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { addApproved, later, purseOf, readOne, runPayouts } from '../../support/payouts';
import { expectEqualRecords } from '../../support/records';
import { control, eventsOf, sdkOf, signed } from '../../support/sandbox-controls';
import { CONNECT_SECRET, useWorld } from '../../support/world';

const { sandbox } = useWorld();

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
