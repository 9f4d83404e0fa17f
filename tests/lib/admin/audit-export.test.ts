import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { suspendPerson } from '@/lib/admin';
import { exportActs, listActs, recordAct } from '@/lib/audit';
import { addDays } from '@/lib/dates';
import { addPerson } from '../../support/people';
import { useWorld } from '../../support/world';

useWorld();

async function textOf(lines: AsyncGenerator<string, void>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

test('looks and decisions are told apart, days cut the log, and taking it along stands in it', async () => {
  const [admin, somebody] = [await addPerson({ isAdmin: true, displayName: '=Ada' }), await addPerson()];
  await inTransaction((tx) => recordAct(tx, { actorId: admin.id, action: 'person.look', subjectKind: 'person', subjectId: somebody.id }));
  await suspendPerson({ actorId: admin.id, personId: somebody.id, reason: 'Sold stolen, goods', now: new Date() });
  const of = { actorId: admin.id };
  const names = async (filter: Parameters<typeof listActs>[1]) => (await listActs(getDb(), { ...of, ...filter }, { after: null, limit: 50 })).map(({ action }) => action);
  expect(await names({ of: 'looks' })).toEqual(['person.look']);
  expect(await names({ of: 'deeds' })).toEqual(['person.suspend']);
  expect(await names({ from: addDays(new Date(), 1) })).toEqual([]);
  expect(await names({ before: addDays(new Date(), -1) })).toEqual([]);
  const csv = await textOf(await exportActs(admin.id, { ...of, of: 'deeds' }));
  expect(csv.split('\r\n').filter(Boolean)).toHaveLength(2);
  expect(csv).toContain('"Sold stolen, goods"');
  // A name that a spreadsheet would run is text.
  expect(csv).not.toMatch(/,=Ada/);
  expect(await names({ of: 'looks' })).toEqual(['audit.export', 'person.look']);
});
