import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { suspendPerson } from '@/lib/admin';
import { exportActs, listActs, recordAct } from '@/lib/audit';
import { addDays } from '@/lib/dates';
import { addPayee, addAvailable, ask } from '../../support/payouts';
import { addPerson } from '../../support/people';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

async function textOf(lines: AsyncGenerator<string, void>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

test('what was weighed about a payout of their own page is not for an admin to read, here or as a file', async () => {
  const payee = await addPayee(sandbox());
  await addAvailable(payee, [4_000]);
  const payoutId = await ask(payee);
  const [admin, owner] = [(await addPerson({ isAdmin: true })).id, payee.personId ?? ''];
  await inTransaction((tx) => recordAct(tx, { actorId: admin, action: 'payout.look', subjectKind: 'payout', subjectId: payoutId, detail: { score: 7_654_321 } }));
  const detailFor = async (readBy: string) => (await listActs(getDb(), { actorId: admin, action: 'payout.look', readBy }, { after: null, limit: 5 })).map(({ detail }) => detail);
  expect(await detailFor(admin)).toEqual([{ score: 7_654_321 }]);
  expect(await detailFor(owner)).toEqual([{}]);
  expect(await textOf(await exportActs(owner, { action: 'payout.look' }))).not.toContain('7654321');
});

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
