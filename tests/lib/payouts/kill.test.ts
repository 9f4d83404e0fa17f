import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { runAndDie } from '../../support/kill';
import { addApproved, later, mailsAbout, purseOf, readOne, runPayouts, transfersTo } from '../../support/payouts';
import { expectEqualBalance, expectEqualRecords } from '../../support/records';
import { control } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const IS_LONG = process.env.TUPPENCE_LONG === '1';
const SHORT_PLACES = 2;
const HOUR_MS = 3_600_000;

/** What became of a payout, at the processor, in the rows, in the books and in the mail. */
async function resultOf({ payee, payoutId }: Awaited<ReturnType<typeof addApproved>>) {
  const { status, amountMinor, stripeTransferId, attempt } = await readOne(payoutId);
  const transfers = await transfersTo(sandbox(), payee);
  return {
    sent: transfers.map(({ amount }) => amount),
    isOurs: transfers.map(({ id }) => id).includes(stripeTransferId ?? ''),
    row: [status, amountMinor, attempt],
    purse: await purseOf(payee),
    mails: await mailsAbout(payoutId),
  };
}

it('killed at any of its steps and run again, a transfer is made once, posted once and told once', async () => {
  const whole = await addApproved(sandbox());
  const steps = (await runAndDie('payouts', later(), 0)) ?? 0;
  const expected = await resultOf(whole);
  expect(expected).toMatchObject({ isOurs: true, row: ['sent', expected.sent[0], 1], purse: { available: 0, reserved: 0 } });
  const places = IS_LONG ? steps : SHORT_PLACES;
  for (let place = 1; place <= places; place += 1) {
    const step = IS_LONG ? place : Math.ceil((steps * place) / (places + 1));
    const scene = await addApproved(sandbox());
    expect([step, await runAndDie('payouts', later(), step)]).toEqual([step, null]);
    await getDb().execute('update payout set lease_until = null');
    for (let again = 0; again < 2; again += 1) await runPayouts();
    expect([step, await resultOf(scene)]).toEqual([step, expected]);
  }
  await expectEqualRecords(sandbox());
  await expectEqualBalance(sandbox());
}, IS_LONG ? 600_000 : 120_000);

const faults = [
  ['answers a 500 and has done nothing', { action: 'error_500', times: 1 }, 2],
  ['answers a 500 although the transfer was made', { action: 'error_500', times: 1, after_commit: true }, 1],
  ['is cut off after it made the transfer', { action: 'cut_after', times: 3 }, 1],
  ['is cut off before it made the transfer', { action: 'cut_before', times: 3 }, 1],
  ['is so slow that we hang up', { action: 'slow', times: 1, delay_ms: 21_000 }, 1],
  ['wants us to slow down', { action: 'rate_limit', times: 3 }, 1],
] as const;

// The short form does not wait until the SDK hangs up.
for (const [what, fault, attempt] of faults.filter(([, { action }]) => IS_LONG || action !== 'slow')) {
  it(`a processor that ${what} makes one transfer in the end`, async () => {
    const scene = await addApproved(sandbox());
    await control(sandbox(), 'POST', '/chaos/api', { ...fault, method: 'POST', path: '/v1/transfers' });
    await runPayouts();
    await control(sandbox(), 'DELETE', '/chaos');
    for (let again = 0; again < 3; again += 1) await runPayouts(new Date(later().getTime() + again * HOUR_MS));
    expect(await resultOf(scene)).toMatchObject({ sent: [expect.any(Number)], isOurs: true, row: ['sent', expect.any(Number), attempt] });
    await expectEqualRecords(sandbox());
  }, 60_000);
}

it('what our balance does not have yet is tried again the next day under a new key, and can be cancelled until then', async () => {
  // The money of this card is pending at the processor for days, whatever our hold says.
  const scene = await addApproved(sandbox(), [3_000], '4242424242424242');
  const { amountMinor } = await readOne(scene.payoutId);
  for (let again = 0; again < 2; again += 1) await runPayouts();
  expect(await readOne(scene.payoutId)).toMatchObject({ status: 'approved', attempt: 2, triedAt: null, failureCode: 'balance_insufficient' });
  expect(await transfersTo(sandbox(), scene.payee)).toEqual([]);
  await control(sandbox(), 'POST', '/clock', { advance_ms: 6 * 24 * HOUR_MS });
  await runPayouts(later(41));
  expect(await resultOf(scene)).toMatchObject({ sent: [amountMinor], isOurs: true, row: ['sent', amountMinor, 2] });
}, 60_000);
