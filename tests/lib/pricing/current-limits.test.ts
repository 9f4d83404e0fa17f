import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { currentLimits, operatorLimits } from '@/lib/pricing';
import { changeSetting } from '@/lib/settings';
import { addPerson } from '../../support/people';
import { addCreator, begin, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

async function setLimits(directMinimumMinor: number): Promise<void> {
  const { id: actorId } = await addPerson();
  const value = { USD: { directMinimumMinor, smallBillMinor: 300 } };
  await inTransaction((tx) => changeSetting(tx, { name: 'tipLimits', value, actorId }));
}

test('what the operator sets lies over what we ship, for that currency alone', async () => {
  expect(await currentLimits(getDb(), 'USD')).toEqual(operatorLimits('USD'));
  await setLimits(250);
  expect(await currentLimits(getDb(), 'USD')).toEqual({ ...operatorLimits('USD'), directMinimumMinor: 250 });
  expect(await currentLimits(getDb(), 'EUR')).toEqual(operatorLimits('EUR'));
  await expect(currentLimits(getDb(), 'CHF')).rejects.toMatchObject({ code: 'CurrencyNotOffered' });
});

test('a tip below what the operator has set is refused at once', async () => {
  const { id } = await addCreator();
  await setLimits(250);
  await expect(begin(id, wishFor(200))).rejects.toMatchObject({ code: 'TipBelowMinimum' });
  await setLimits(100);
  expect((await begin(id, wishFor(200))).checkoutUrl).toContain('/c/pay/');
});

test('what a tab may owe is the operator’s to set, and the first tab never more than the most', async () => {
  const { id: actorId } = await addPerson();
  const value = { tabFirstMinor: 2_000, tabStepMinor: 100, tabMostMinor: 5_000, tabTipMinimumMinor: 20, pledgeMinimumMinor: 200 };
  await inTransaction((tx) => changeSetting(tx, { name: 'tabLimits', value: { EUR: value }, actorId }));
  expect(await currentLimits(getDb(), 'EUR')).toMatchObject(value);
  expect(await currentLimits(getDb(), 'GBP')).toEqual(operatorLimits('GBP'));
  const wrong = inTransaction((tx) => changeSetting(tx, { name: 'tabLimits', value: { EUR: { ...value, tabFirstMinor: 6_000 } }, actorId }));
  await expect(wrong).rejects.toMatchObject({ code: 'SettingInvalid' });
});
