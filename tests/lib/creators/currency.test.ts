import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { tip } from '@/db/schema';
import { changeCurrency, setGoal } from '@/lib/creators';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { startTip } from '@/lib/tips';
import { addOwnPage, readOwnPage, refusalOf } from '../../support/own-page';
import { beginAndPay, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

test('before the first tip it can change, and the amounts begin anew', async () => {
  const { owner } = await addOwnPage({ presetsMinor: [700], minimumMinor: 500 });
  await changeCurrency(owner, 'JPY');
  expect(await readOwnPage(owner)).toMatchObject({ currency: 'JPY', presetsMinor: [100, 300, 500], minimumMinor: 100 });
  expect(await refusalOf(changeCurrency(owner, 'CHF'))).toBe('CurrencyNotOffered');
});

test('while a tip is being paid, or once one was received, it stays', async () => {
  const { owner, creatorId } = await addOwnPage();
  await beginAndPay(creatorId, wishFor(300));
  expect(await refusalOf(changeCurrency(owner, 'EUR'))).toBe('CurrencyInUse:currency');
  await runJob('reconcile', new Date());
  expect(await refusalOf(changeCurrency(owner, 'EUR'))).toBe('CurrencyInUse:currency');
  expect((await readOwnPage(owner)).currency).toBe('USD');
});

test('while a goal counts in it, it stays', async () => {
  const { owner } = await addOwnPage();
  await setGoal(owner, { title: 'A boat', target: '50' }, new Date());
  expect(await refusalOf(changeCurrency(owner, 'EUR'))).toBe('CurrencyInUse:currency');
});

test('whichever comes first, a tip or the change, no tip is left in a currency that its page has not', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { owner, creatorId } = await addOwnPage();
    const start = () => refusalOf(startTip({ key: newId(), creatorId, wish: wishFor(300), now: new Date() }));
    const outcomes = await Promise.all([start(), refusalOf(changeCurrency(owner, 'EUR')), start()]);
    for (const outcome of outcomes) expect(['none', 'CurrencyChanged', 'CurrencyInUse:currency']).toContain(outcome);
    const { currency } = await readOwnPage(owner);
    const tips = await getDb().select({ currency: tip.currency }).from(tip).where(eq(tip.creatorId, creatorId));
    expect(tips.every((each) => each.currency === currency)).toBe(true);
  }
});
