import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { listActs, recordAct } from '@/lib/audit';
import { useTestDatabase } from '../../support/database';
import { addPerson } from '../../support/people';

useTestDatabase();

test('an act is written down with its transaction, or not at all', async () => {
  const { id: actorId } = await addPerson({ displayName: 'Grace' });
  await inTransaction((tx) => recordAct(tx, { actorId, action: 'person.suspend', subjectKind: 'person', subjectId: 'x', reason: 'Spam' }));
  const failing = inTransaction(async (tx) => {
    await recordAct(tx, { actorId, action: 'person.lift', subjectKind: 'person', subjectId: 'x' });
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  const acts = await listActs(getDb(), { subject: { kind: 'person', id: 'x' } }, { after: null, limit: 10 });
  expect(acts).toMatchObject([{ action: 'person.suspend', reason: 'Spam', actorId, actorName: 'Grace' }]);
});

test('the record only grows', async () => {
  await expect(getDb().execute(sql`update audit_log set reason = 'other'`)).rejects.toMatchObject({ cause: { code: '23001' } });
  await expect(getDb().execute(sql`delete from audit_log`)).rejects.toMatchObject({ cause: { code: '23001' } });
});

test('pages of acts follow each other without a gap, by every filter', async () => {
  const [{ id: ada }, { id: bob }] = [await addPerson(), await addPerson()];
  for (let at = 0; at < 10; at += 1) {
    const [actorId, action] = at % 2 === 0 ? ([ada, 'page.edit'] as const) : ([bob, 'page.close'] as const);
    await inTransaction((tx) => recordAct(tx, { actorId, action, subjectKind: 'page', subjectId: `page-${at % 3}` }));
  }
  const read = async (filter: Parameters<typeof listActs>[1]) => {
    const ids: string[] = [];
    for (let after = null as Parameters<typeof listActs>[2]['after']; ; ) {
      const page = await listActs(getDb(), filter, { after, limit: 2 });
      ids.push(...page.map((act) => act.id));
      after = page.at(-1) ?? null;
      if (page.length < 2) return ids;
    }
  };
  expect(new Set(await read({ actorId: ada })).size).toBe(5);
  expect(new Set(await read({ action: 'page.close' })).size).toBe(5);
  expect(new Set(await read({ subject: { kind: 'page', id: 'page-0' } })).size).toBe(4);
  expect(new Set(await read({ actorId: bob, action: 'page.close' })).size).toBe(5);
  const all = await read({});
  expect([...all].sort().reverse()).toEqual(all);
});
