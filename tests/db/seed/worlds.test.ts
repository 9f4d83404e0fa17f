import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { pledge } from '@/db/schema';
import { demoNow } from '@/db/seed/demo/demo-now';
import { demoFan, demoPersonId, otherFans } from '@/db/seed/demo/people';
import { demoCreatorId } from '@/db/seed/demo/seed-creators';
import { seedBusy } from '@/db/seed/seed-busy';
import { seedDemo } from '@/db/seed/seed-demo';
import { findBillReceipt, listBills } from '@/lib/billing';
import { dayIn, plusDays } from '@/lib/dates';
import { listWaitingDisputes, readEvidence } from '@/lib/disputes';
import { findFan } from '@/lib/fans';
import { readPayoutPlan } from '@/lib/payouts';
import { findTab } from '@/lib/tab';
import { recentPublicTips } from '@/lib/tips';
import { findFreeze } from '@/lib/freeze';
import { listOpenAppeals, listReportedPages } from '@/lib/moderation';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const BUSY_TIPS = process.env.TUPPENCE_LONG === '1' ? 1_200 : 600;

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

it('one demo tip is disputed, and its evidence says from where it was paid', async () => {
  const [waiting, ...more] = await listWaitingDisputes(getDb());
  expect([waiting?.status, more]).toEqual(['needs_response', []]);
  const facts = await readEvidence(getDb(), waiting?.paymentId ?? '');
  expect(facts?.access).toMatchObject([{ what: 'opened the payment page', address: '203.0.113.24', device: 'Firefox on Windows' }]);
  // The processor counts in whole seconds.
  const second = (at: Date | undefined) => Math.floor((at?.getTime() ?? 0) / 1000);
  expect(second(facts?.access[0]?.at)).toBeLessThanOrEqual(second(facts?.paidAt));
});

it('one demo page is suspended with its money frozen and an appeal that the second admin decides, and a report waits', async () => {
  const [waiting, ...more] = await listOpenAppeals(getDb());
  expect([waiting?.handle, waiting?.suspendedBy, more]).toEqual(['prize-garden', demoPersonId('admin@demo.example'), []]);
  expect(await findFreeze(getDb(), waiting?.creatorId ?? '')).toMatchObject({ status: 'standing', sums: [{ currency: 'USD', lines: 2 }] });
  expect((await listReportedPages(getDb(), {})).map(({ handle }) => handle)).toContain('backyard-sky');
});

it('the creator of the demo can ask for a payout, and another’s waits in the queue, asked for by the command of the form', async () => {
  const mine = await readPayoutPlan(getDb(), { creatorId: demoCreatorId('river-notes'), currency: 'USD' }, demoNow(new Date()));
  expect(mine).toMatchObject({ obstacle: null, open: null, restsUntil: null });
  expect(mine.amountMinor).toBeGreaterThan(mine.terms.minimumMinor);
  const theirs = await readPayoutPlan(getDb(), { creatorId: demoCreatorId('open-synth'), currency: 'USD' }, demoNow(new Date()));
  expect(theirs.open).toMatchObject({ status: 'requested', askedBy: 'creator' });
});

it('the demo fan has paid ten dollars in one charge, owes three tips, and is billed tomorrow', async () => {
  const fan = await findFan(getDb(), demoPersonId(demoFan.email));
  const { rows: [paid] } = await listBills(getDb(), fan?.personId ?? '', { cursor: null, limit: 5 });
  expect(paid).toMatchObject({ status: 'paid', amountMinor: 1_000, lines: 10, creators: 10 });
  const receipt = await findBillReceipt(getDb(), paid?.id ?? '', new Date());
  expect(receipt?.isActual).toBe(true);
  expect(receipt?.lines.map(({ feeShareMinor }) => feeShareMinor).sort()).toEqual([5, ...Array<number>(9).fill(6)]);
  const tab = await findTab(getDb(), fan?.id ?? '', 'USD');
  expect(tab?.owedMinor).toBe(150);
  expect(tab?.nextBillOn).toBe(plusDays(dayIn('UTC', demoNow(new Date())), 1));
});

it('one demo fan is in dunning with the reason, one leaves with what is paid, and every tab is sound', async () => {
  const refused = await listBills(getDb(), demoPersonId(otherFans.refused.email), { cursor: null, limit: 5 });
  expect(refused.rows.map(({ status, failureKind, lines }) => ({ status, failureKind, lines }))).toEqual([
    { status: 'failing', failureKind: 'soft', lines: 3 },
  ]);
  const pledges = await getDb().select({ status: pledge.status }).from(pledge);
  expect(pledges.filter(({ status }) => status === 'leaving')).toHaveLength(1);
  expect(pledges.filter(({ status }) => status === 'active')).toHaveLength(14);
  await expectSoundTabs();
});

it('the busy world goes through the same settling, and its newest tips stand first', async () => {
  const before = await received();
  await seedBusy(BUSY_TIPS, new Date());
  expect(await received()).toBe(before + BUSY_TIPS);
  const { rows } = await getDb().execute<{ id: string }>(sql`select id from creator order by created_at, id limit 1`);
  const tips = await recentPublicTips(getDb(), rows[0]?.id ?? '', 3);
  expect(tips.map(({ name }) => name)).toContain(`Fan ${BUSY_TIPS - 2}`);
});
