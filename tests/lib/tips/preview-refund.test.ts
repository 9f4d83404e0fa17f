import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { askRefund } from '@/lib/payments';
import { previewRefund } from '@/lib/tips';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

async function collected(wish = wishFor(500)) {
  const { id } = await addCreator();
  const begun = await beginAndPay(id, wish);
  await runJob('reconcile', addDays(new Date(), 1));
  return begun;
}

test('the look before a refund says what the refund then does', async () => {
  const { payment, tip } = await collected(wishFor(500, { platformTipMinor: 50 }));
  const preview = await previewRefund(getDb(), payment.id);
  expect(preview).toMatchObject({ backMinor: 550, platformMinor: 50 });
  const given = (preview?.fromHeldMinor ?? 0) + (preview?.fromAvailableMinor ?? 0) + (preview?.asDebtMinor ?? 0);
  expect(given + 50).toBe(550);
  const held = (await readTip(tip.id)).tip.heldMinor;
  expect(preview?.fromHeldMinor).toBe(held);
  await askRefund(payment.id, 'duplicate', new Date());
  await runJob('refunds', new Date());
  expect((await readTip(tip.id)).tip).toMatchObject({ heldMinor: 0, refundedMinor: 550 });
});

test('nothing is left to preview of what was never collected or is already on its way back', async () => {
  const { payment } = await collected();
  await askRefund(payment.id, 'duplicate', new Date());
  expect(await previewRefund(getDb(), payment.id)).toBeNull();
});
