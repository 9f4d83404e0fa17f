import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { tab } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { setCap } from '@/lib/tab';
import { tipOnTab } from '@/lib/tips';
import { addFan, readTab } from '../../support/fans';
import { expectSoundTabs } from '../../support/sound-tabs';
import type { TabOrder } from '../../support/tab-process';
import { addCreator, wishFor } from '../../support/tips';
import { useTwoServers } from '../../support/two-servers';
import { useWorld } from '../../support/world';

const { database } = useWorld();
const NOON = new Date('2026-11-21T12:00:00Z');
const servers = useTwoServers<TabOrder>('tests/support/tab-process.ts', database.url);

/** Gives each server its order at the same moment. */
function atOnce(...orders: TabOrder[]): Promise<Record<string, number>[]> {
  return Promise.all(orders.map(async (order, at) => (await servers[at]?.obey(order)) ?? {}));
}

async function addGiver() {
  const giver = await addFan({ now: NOON });
  await inTransaction((tx) => recordConsent(tx, { fanId: giver.id, currency: 'USD', now: NOON }));
  return { ...giver, personId: giver.personId ?? '' };
}

it('fifty tips at once on two servers pass neither the limit nor the cap', async () => {
  const [limited, capped, to] = await Promise.all([addGiver(), addGiver(), addCreator()]);
  await inTransaction((tx) => setCap(tx, { fanId: capped.id, currency: 'USD', capMinor: 500, now: NOON }));
  for (const [giver, refusal, most] of [[limited, 'TabLimitReached', 1_000], [capped, 'CapReached', 500]] as const) {
    const order: TabOrder = { do: 'tip', personId: giver.personId, creatorId: to.id, amountMinor: 40, count: 25, now: NOON.toISOString() };
    const answers = await atOnce(order, order);
    const sum = (name: string) => answers.reduce((total, counts) => total + (counts[name] ?? 0), 0);
    expect(sum('done')).toBe(Math.floor(most / 40));
    expect(sum(refusal)).toBe(50 - Math.floor(most / 40));
    expect((await readTab(giver.id)).tab.owedMinor).toBe(Math.floor(most / 40) * 40);
  }
  await expectSoundTabs();
});

it('an undo on one server against the evening’s bill on another ends with the tip undone or on the bill, never both', async () => {
  const [giver, to] = await Promise.all([addGiver(), addCreator()]);
  const lineIds: string[] = [];
  for (let at = 0; at < 12; at += 1) {
    const payer = { personId: giver.personId, connection: newId() };
    lineIds.push((await tipOnTab({ key: newId(), creatorId: to.id, wish: wishFor(60), now: NOON, payer })).lineId);
  }
  await getDb().update(tab).set({ nextBillAt: NOON }).where(eq(tab.fanId, giver.id));
  const [undone, drafted] = await atOnce(
    { do: 'undo', personId: giver.personId, lineIds, now: addMilliseconds(NOON, 9 * MINUTE_MS).toISOString() },
    // Its clock is ahead: for it the ten minutes are over.
    { do: 'draft', now: addMilliseconds(NOON, 10 * MINUTE_MS).toISOString() },
  );
  const { lines, tab: after } = await readTab(giver.id);
  const count = (status: string) => lines.filter((line) => line.status === status).length;
  expect(count('undone') + count('billed') + count('open')).toBe(12);
  expect(count('undone')).toBe(undone?.done ?? 0);
  expect(count('billed') > 0).toBe(drafted?.bills === 1);
  expect(after.owedMinor).toBe(count('open') * 60);
  await expectSoundTabs();
});
