import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage } from '@/db/schema';
import { addMilliseconds } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { mailLateReceipts } from '@/lib/tips';
import { addCreator, beginAndPay, readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const HOUR_MS = 3_600_000;
useWorld({ feeDelayMs: 24 * HOUR_MS });

const mailsTo = (email: string) => getDb().select().from(mailMessage).where(eq(mailMessage.recipient, email));

test('a fan whose fee the processor never tells gets one receipt all the same, and it says "estimated"', async () => {
  const to = await addCreator();
  const { tip } = await beginAndPay(to.id);
  await runJob('reconcile', new Date());
  const paid = await readTip(tip.id);
  expect(paid.payment.feeState).toBe('unknown');
  expect(await mailsTo('fan@fans.example')).toEqual([]);

  const settledAt = paid.payment.settledAt ?? new Date();
  expect(await mailLateReceipts(settledAt), 'not before its hour').toBe(0);
  expect(await mailLateReceipts(addMilliseconds(settledAt, 1))).toBe(1);
  expect(await mailLateReceipts(addMilliseconds(settledAt, 1)), 'once').toBe(0);
  const [mail, ...others] = await mailsTo('fan@fans.example');
  expect(others).toEqual([]);
  expect(mail?.bodyText).toMatch(/estimate/i);
});
