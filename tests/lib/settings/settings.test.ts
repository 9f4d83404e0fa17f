import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { listActs } from '@/lib/audit';
import { changeSetting, isSettingName, listSettingChanges, readSetting, readSettings } from '@/lib/settings';
import { sql } from 'drizzle-orm';
import { useTestDatabase } from '../../support/database';
import { addPerson } from '../../support/people';

useTestDatabase();

test('a setting has the value that we ship until somebody sets it', async () => {
  expect(await readSetting(getDb(), 'holdDays')).toBe(7);
  expect(await readSetting(getDb(), 'allowedCountries')).toContain('DE');
  expect((await readSettings(getDb())).imprint.operatorName).toBe('');
});

test('a change holds at once and says who made it and what was before', async () => {
  const { id: actorId } = await addPerson();
  await inTransaction((tx) => changeSetting(tx, { name: 'holdDays', value: 14, actorId }));
  await inTransaction((tx) => changeSetting(tx, { name: 'holdDays', value: 10, actorId }));
  expect(await readSetting(getDb(), 'holdDays')).toBe(10);
  const [newest, first] = await listActs(getDb(), { subject: { kind: 'setting', id: 'holdDays' } }, { after: null, limit: 10 });
  expect(newest).toMatchObject({ action: 'setting.change', actorId, detail: { from: 14, to: 10 } });
  expect(first).toMatchObject({ detail: { from: null, to: 14 } });
  expect(await listSettingChanges(getDb())).toMatchObject([{ name: 'holdDays', changedBy: actorId }]);
});

test('what a setting does not take is refused, and nothing is written down', async () => {
  const { id: actorId } = await addPerson();
  const tooLong = inTransaction((tx) => changeSetting(tx, { name: 'holdDays', value: 91, actorId }));
  await expect(tooLong).rejects.toMatchObject({ code: 'SettingInvalid', field: 'holdDays' });
  const tooSmall = inTransaction((tx) =>
    changeSetting(tx, { name: 'tipLimits', value: { USD: { directMinimumMinor: 49, smallBillMinor: 300 } }, actorId }));
  await expect(tooSmall).rejects.toMatchObject({ code: 'SettingInvalid' });
  expect(await listActs(getDb(), { actorId }, { after: null, limit: 10 })).toEqual([]);
});

test('a stored value of another shape counts as not set', async () => {
  const { id } = await addPerson();
  await getDb().execute(sql`insert into operator_setting (name, value, changed_by) values ('supportAddress', '{"old": true}', ${id})`);
  expect(await readSetting(getDb(), 'supportAddress')).toBe('');
});

test('only names of settings are names of settings', () => {
  expect(isSettingName('imprint')).toBe(true);
  expect(isSettingName('toString')).toBe(false);
});
