import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { tabLine, tip } from '@/db/schema';
import { addDays, addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { balanceOf } from '@/lib/ledger';
import { tipOnTab } from '@/lib/tips';
import { addPayer, evening } from '../../support/billing';
import { expectSoundTabs } from '../../support/sound-tabs';
import { addCreator, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

it('tips of one creator on one bill bear the platform fee that was taken of their sum, cent for cent, as each tip says', async () => {
  const now = new Date();
  await getDb().execute(sql`
    insert into platform_fee_schedule (id, basis_points, announced_at, applies_from)
    values (${newId()}, 500, '2020-01-02T00:00:00Z', '2020-01-02T00:00:00Z')`);
  const creator = await addCreator();
  const payer = await addPayer(sandbox(), { now });
  await inTransaction((tx) => recordConsent(tx, { fanId: payer.id, currency: 'USD', now }));
  for (let at = 0; at < 10; at += 1) {
    await tipOnTab({
      key: newId(), creatorId: creator.id, wish: wishFor(50), now: addMilliseconds(now, at * MINUTE_MS),
      payer: { personId: payer.personId, connection: newId() },
    });
  }
  await evening(sandbox(), addDays(now, 2));
  const rows = await getDb().select({ tip: tip.platformFeeMinor, line: tabLine.platformFeeMinor, status: tip.status })
    .from(tip).innerJoin(tabLine, eq(tabLine.id, tip.lineId));
  expect(rows.map(({ status }) => status)).toEqual(Array<string>(10).fill('received'));
  expect(rows.map((row) => row.tip)).toEqual(rows.map((row) => row.line));
  expect(rows.reduce((sum, row) => sum + row.tip, 0)).toBe(25);
  expect(await balanceOf(getDb(), { kind: 'platform_fees', owner: null, currency: 'USD' })).toBe(25);
  await expectSoundTabs();
});
