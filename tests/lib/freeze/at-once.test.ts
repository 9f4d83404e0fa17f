import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import { tabLine } from '@/db/schema';
import { and, eq, inArray } from 'drizzle-orm';
import { suspendPage } from '@/lib/admin';
import { draftBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { askPayout } from '@/lib/payouts';
import { releaseHeldTips, tipOnTab } from '@/lib/tips';
import { addDue, addOffer, addPayer, clockTo, eveningOn, retireTabs } from '../../support/billing';
import { addPayee } from '../../support/payees';
import { addPerson } from '../../support/people';
import { expectSoundTabs } from '../../support/sound-tabs';
import { beginAndPay, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let admin = '';
beforeAll(async () => {
  admin = (await addPerson({ isAdmin: true })).id;
});
afterAll(expectSoundTabs);

const suspend = (creatorId: string, now: Date) => suspendPage({ actorId: admin, creatorId, reason: 'In the middle of it all', now });

test('a payout that is asked for while the page is being suspended holds no money afterwards that an admin could let go', async () => {
  const now = new Date();
  for (let round = 0; round < 5; round += 1) {
    const page = await addPayee(sandbox(), now);
    for (let at = 0; at < 5; at += 1) await beginAndPay(page.creatorId, wishFor(1_000));
    await runJob('reconcile', now);
    await releaseHeldTips(addDays(now, 8));
    const asks = Array.from({ length: 4 }, () => askPayout({ creatorId: page.creatorId, currency: 'USD', askedBy: 'creator', now: addDays(now, 8) }));
    await Promise.allSettled([...asks, suspend(page.creatorId, now)]);
    const { rows } = await getPool().query<{ status: string }>("select status from payout where creator_id = $1 and status in ('approved', 'sent', 'paid')", [page.creatorId]);
    expect(rows).toEqual([]);
    await runJob('refunds', now);
    const { rows: reserved } = await getPool().query('select 1 from tip where creator_id = $1 and reserved_minor > 0', [page.creatorId]);
    expect(reserved).toEqual([]);
    const { rows: frozen } = await getPool().query("select 1 from money_freeze where creator_id = $1 and status = 'standing'", [page.creatorId]);
    expect(frozen).toHaveLength(1);
  }
});

test('tips, evenings and a suspension at once: no line of that page stays on a tab, and what was charged in that moment is frozen', async () => {
  await retireTabs();
  const now = eveningOn('2027-05-10');
  await clockTo(sandbox(), now);
  const [gone, stays] = [await addOffer(), await addOffer()];
  const payers = [];
  for (let at = 0; at < 6; at += 1) payers.push(await addDue(sandbox(), [gone, stays], '2027-05-10', [300, 400]));
  const tipper = await addPayer(sandbox(), { now });
  await inTransaction((tx) => recordConsent(tx, { fanId: tipper.id, currency: 'USD', now }));
  const tips = Array.from({ length: 8 }, () =>
    tipOnTab({ key: newId(), creatorId: gone.creator.id, wish: wishFor(50), now, payer: { personId: tipper.personId, connection: newId() } }));
  await Promise.allSettled([...tips, draftBills(now), suspend(gone.creator.id, now), runJob('billing', now), runJob('billing', now)]);
  for (const job of ['billing', 'dunning', 'billing', 'reconcile'] as const) await runJob(job, now);
  const left = await getDb().select({ id: tabLine.id, status: tabLine.status }).from(tabLine)
    .where(and(eq(tabLine.creatorId, gone.creator.id), inArray(tabLine.status, ['open', 'billed', 'waiting'])));
  expect(left).toEqual([]);
  await runJob('release', addDays(now, 30));
  const { rows } = await getPool().query<{ free: string }>('select coalesce(sum(available_minor), 0)::text as free from tab_line where creator_id = $1', [gone.creator.id]);
  expect(rows[0]?.free).toBe('0');
  const { rows: others } = await getPool().query<{ minor: string }>(
    "select sum(amount_minor)::text as minor from tab_line where creator_id = $1 and status = 'collected'", [stays.creator.id]);
  expect(others[0]?.minor).toBe(String(6 * 400));
});
