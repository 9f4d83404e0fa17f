import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { addDays } from '@/lib/dates';
import { approvePayout, markToFollow } from '@/lib/payouts';
import { addAdmin, addApproved, addAvailable, addPayee, ask, later, mailsAbout, purseOf, readOne, runPayouts } from '../../support/payouts';
import { expectEqualRecords } from '../../support/records';
import { control } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

it('the bank has the money days later; what it sends back lies at the processor, is told, and goes again when its details are right', async () => {
  const { payee, payoutId } = await addApproved(sandbox());
  const refusing = await addPayee(sandbox(), {}, '000111111116');
  await addAvailable(refusing, [3_000]);
  const failing = await ask(refusing);
  await approvePayout({ payoutId: failing, adminId: await addAdmin(), now: later() });
  await runPayouts();
  // Collected now, asked for later: the processor pays the bank when something new arrives.
  await addAvailable(refusing, [3_000]);
  for (let days = 0; days < 6; days += 1) await control(sandbox(), 'POST', '/clock', { advance_ms: 86_400_000 });
  await runPayouts(addDays(later(), 6));
  expect(await readOne(payoutId)).toMatchObject({ status: 'paid', failureCode: null, stripePayoutId: expect.stringMatching(/^po_/) });
  expect(await readOne(failing)).toMatchObject({ status: 'sent', failureCode: 'no_account' });
  expect(await mailsAbout(failing)).toContainEqual(expect.stringContaining('sent your payout'));
  expect(await purseOf(refusing)).toMatchObject({ reserved: 0, debt: 0 });
  await control(sandbox(), 'POST', `/accounts/${refusing.accountId}/bank`, { bank_number: '000123456789' });
  const next = await ask(refusing, addDays(later(), 6));
  await approvePayout({ payoutId: next, adminId: await addAdmin(), now: addDays(later(), 6) });
  await runPayouts(addDays(later(), 6));
  for (let days = 0; days < 8; days += 1) await control(sandbox(), 'POST', '/clock', { advance_ms: 86_400_000 });
  await runPayouts(addDays(later(), 14));
  for (const id of [failing, next]) expect(await readOne(id)).toMatchObject({ status: 'paid', failureCode: null });
  // A bank may send back what it had already.
  const { stripePayoutId } = await readOne(payoutId);
  await control(sandbox(), 'POST', `/payouts/${stripePayoutId ?? ''}/fail`, { code: 'account_closed' });
  await markToFollow(getDb(), { accountId: payee.accountId });
  await runPayouts(addDays(later(), 14));
  expect(await readOne(payoutId)).toMatchObject({ status: 'sent', failureCode: 'account_closed', endedAt: null });
  await expectEqualRecords(sandbox());
});
