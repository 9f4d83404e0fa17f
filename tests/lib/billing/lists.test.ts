import { beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { billStatuses, findBillFile, listAllBills } from '@/lib/admin';
import { findBillReceipt, listBills, listFailingBills } from '@/lib/billing';
import { exportPledgers, listLines, listPledgers, pledgerStates } from '@/lib/earnings';
import { findFanById } from '@/lib/fans';
import { readCursor } from '@/lib/lists';
import { listPledges } from '@/lib/pledges';
import { findBillInCollection, findTab, listOpenLines, readTab } from '@/lib/tab';
import { useTestDatabase } from '../../support/database';
import { expectNoScan, type List } from '../../support/lists';
import { makeTabCrowd, type TabCrowd } from '../../support/tab-crowd';

// Rows without their postings: only reading is under test here.
useTestDatabase({ verify: false });

let crowd: TabCrowd;
beforeAll(async () => {
  crowd = await makeTabCrowd();
});

const first = { cursor: null, limit: 25 };
/** Thirty days back: far behind the first page. */
const deep = ({ now }: TabCrowd) => ({ cursor: readCursor(`o${now.getTime() - 30 * 86_400_000}.01900000-0000-7000-8000-000000000001`), limit: 25 });

async function wholeTab({ fanId, currency, now }: TabCrowd): Promise<void> {
  const [of, tab] = [await findFanById(getDb(), fanId), await findTab(getDb(), fanId, currency)];
  if (!of || !tab) throw new Error('there is no such tab');
  await readTab(getDb(), of, tab, now);
}

async function exportPart({ creatorId }: TabCrowd): Promise<void> {
  const lines = exportPledgers(getDb(), creatorId);
  await lines.next();
  await lines.next();
  await lines.return();
}

const TAB_LISTS: List<TabCrowd>[] = [
  ['open lines', ({ fanId, currency }) => listOpenLines(getDb(), fanId, currency)],
  ['the bill in collection', ({ failingFanId, currency }) => findBillInCollection(getDb(), failingFanId, currency)],
  ['a tab with all that is on it', wholeTab],
  ['pledges of a fan', ({ fanId, now }) => listPledges(getDb(), fanId, now)],
  ['bills', ({ personId }) => listBills(getDb(), personId, first)],
  ['bills, deep', (world) => listBills(getDb(), world.personId, deep(world))],
  ['bills that could not be charged', ({ failingPersonId }) => listFailingBills(getDb(), failingPersonId)],
  ['a receipt', ({ billId, now }) => findBillReceipt(getDb(), billId, now)],
  ['lines of a creator', ({ creatorId }) => listLines(getDb(), { creatorId }, first)],
  ['lines of a creator, deep', (world) => listLines(getDb(), { creatorId: world.creatorId }, deep(world))],
  ['lines of a month', ({ creatorId }) => listLines(getDb(), { creatorId, month: '2026-10' }, first)],
  ['lines of a month, deep', (world) => listLines(getDb(), { creatorId: world.creatorId, month: '2026-10' }, deep(world))],
  ...pledgerStates.map((state): List<TabCrowd> => [`supporters: ${state}`, ({ creatorId }) => listPledgers(getDb(), creatorId, state, first)]),
  ...pledgerStates.map((state): List<TabCrowd> => [`supporters: ${state}, deep`, (world) => listPledgers(getDb(), world.creatorId, state, deep(world))]),
  ['the first part of the file of supporters', exportPart, () => 5_000],
  ['all bills (admin)', () => listAllBills(getDb(), {}, first)],
  ['all bills (admin), deep', (world) => listAllBills(getDb(), {}, deep(world))],
  ...billStatuses.map((status): List<TabCrowd> => [`bills that are ${status} (admin)`, () => listAllBills(getDb(), { status }, first)]),
  ['one bill with its attempts (admin)', ({ billId }) => findBillFile(getDb(), billId)],
];

test.each(TAB_LISTS)('%s: neither scans nor sorts a table', async (...list) => {
  await expectNoScan(crowd, list);
});

test('the world is as crowded as it says', async () => {
  expect((await listPledgers(getDb(), crowd.creatorId, 'grace', { cursor: null, limit: 500 })).rows.length).toBeGreaterThan(200);
  expect((await listBills(getDb(), crowd.personId, first)).older).not.toBeNull();
  expect(await listFailingBills(getDb(), crowd.failingPersonId)).toHaveLength(1);
});
