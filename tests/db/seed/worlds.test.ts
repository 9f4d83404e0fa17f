import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { seedBusy } from '@/db/seed/seed-busy';
import { seedDemo } from '@/db/seed/seed-demo';
import { recentPublicTips } from '@/lib/tips';
import { expectEqualRecords } from '../../support/records';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

async function received(): Promise<number> {
  const { rows } = await getDb().execute<{ n: number }>(sql`select count(*)::int as n from tip where status = 'received'`);
  return rows[0]?.n ?? 0;
}

it('the demo world is a month of real tips: paid at the sandbox, posted here, both records equal; a second seed adds nothing', async () => {
  await seedDemo(() => undefined);
  const tips = await received();
  expect(tips).toBeGreaterThan(100);
  const { rows } = await getDb().execute<{ days: number }>(sql`select count(distinct received_at::date)::int as days from tip`);
  expect(rows[0]?.days).toBeGreaterThan(25);
  await expectEqualRecords(sandbox());
  await seedDemo(() => undefined);
  expect(await received()).toBe(tips);
});

it('the busy world goes through the same settling, and its newest tips stand first', async () => {
  const before = await received();
  await seedBusy(1_200, new Date());
  expect(await received()).toBe(before + 1_200);
  const { rows } = await getDb().execute<{ id: string }>(sql`select id from creator order by created_at, id limit 1`);
  const tips = await recentPublicTips(getDb(), rows[0]?.id ?? '', 3);
  expect(tips.map(({ name }) => name)).toContain('Fan 1198');
});
