import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { billLedgerChecks } from '@/lib/billing';
import { addDays, nextMonthDay, type Day } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { payoutLedgerChecks } from '@/lib/payouts';
import { tipLedgerChecks } from '@/lib/tips';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { addOffers, eveningOn, type Offer } from '../../support/billing';
import { addPaidBill, askLines, pursesOf } from '../../support/line-refunds';
import { expectEqualBalance } from '../../support/records';
import { control, eventsOf, sdkOf, signed } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let day: Day = '2028-01-10';
let stranger: Offer;
const seen = new Set<string>();

type Bill = Awaited<ReturnType<typeof addPaidBill>>;
const whats = ['line', 'dashboard', 'send', 'fee', 'release', 'webhooks', 'dispute', 'inquiry', 'warn', 'won', 'lost', 'reconcile'] as const;
type Step = { what: (typeof whats)[number]; dice: number };

beforeAll(async () => {
  await getDb().execute(sql`
    insert into platform_fee_schedule (id, basis_points, announced_at, applies_from)
    values (${newId()}, 700, '2020-01-02T00:00:00Z', '2020-01-02T00:00:00Z')`);
  [stranger = stranger] = await addOffers(1);
  await addPaidBill(sandbox(), [stranger], day, [500]);
});

it('disputes, warnings and refunds of one bill in any order, fees late, webhooks lost, twice or backwards: all balances, and no other cent moves', async () => {
  const before = await worthOf(stranger);
  const step = fc.record({ what: fc.constantFrom(...whats), dice: fc.nat(1_000) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 50, max: 900 }), { minLength: 1, maxLength: 4 }).map(([first = 0, ...more]) => [first + 300, ...more]), fc.boolean(), fc.array(step, { minLength: 3, maxLength: 10 }),
      async (amounts, isFeeLate, steps) => {
        const offers = await addOffers(amounts.length);
        day = nextMonthDay(nextMonthDay(day, 10), 10);
        await control(sandbox(), 'POST', '/delays', { fee_ms: isFeeLate ? 365 * 86_400_000 : 0 });
        const paid = await addPaidBill(sandbox(), offers, day, amounts);
        for (const each of steps) await take(each, paid);
        for (const what of ['fee', 'send', 'reconcile'] as const) await take({ what, dice: 0 }, paid);
        await expectEqualBalance(sandbox());
        await expectSoundTabs();
        expect(await verifyLedger(getDb(), [...tipLedgerChecks, ...billLedgerChecks, ...payoutLedgerChecks])).toEqual([]);
      },
    ),
    { numRuns: process.env.TUPPENCE_LONG === '1' ? 40 : 8 },
  );
  expect(await worthOf(stranger)).toBe(before);
}, 600_000);

/** What a creator has, wherever it lies. */
async function worthOf(offer: Offer): Promise<number> {
  const [[held = 0, available = 0, debt = 0] = []] = await pursesOf([offer]);
  return held + available - debt;
}

async function take({ what, dice }: Step, { bill, lines, chargeId }: Bill): Promise<void> {
  const now = eveningOn(day);
  const of = lines[dice % lines.length];
  const charge = `/charges/${chargeId}`;
  // What the sandbox or we refuse changes nothing.
  const steps: Record<Step['what'], () => Promise<unknown>> = {
    line: () => askLines(bill.id, [of?.id ?? ''], now).catch(expectRefusal),
    dashboard: () => sdkOf(sandbox()).refunds.create({ charge: chargeId, amount: 1 + (dice % 200) }).catch(() => null),
    send: async () => { await runJob('refunds', now); await runJob('reconcile', addDays(now, 1)); },
    fee: async () => { await control(sandbox(), 'POST', `${charge}/fee`); await runJob('reconcile', addDays(now, 1)); },
    release: () => runJob('release', addDays(now, 30)),
    webhooks: () => deliver(dice),
    dispute: () => control(sandbox(), 'POST', `${charge}/dispute`, {}).catch(() => null),
    inquiry: () => control(sandbox(), 'POST', `${charge}/dispute`, { inquiry: true }).catch(() => null),
    warn: () => control(sandbox(), 'POST', `${charge}/warn`, {}).catch(() => null),
    won: () => close(chargeId, 'won'),
    lost: () => close(chargeId, 'lost'),
    reconcile: () => runJob('reconcile', addDays(now, 1)),
  };
  await steps[what]();
}

async function close(chargeId: string, status: 'won' | 'lost'): Promise<void> {
  const { data } = await sdkOf(sandbox()).disputes.list({ charge: chargeId });
  for (const { id, status: stands } of data) {
    await control(sandbox(), 'POST', `/disputes/${id}/close`, { status: stands.startsWith('warning') ? 'warning_closed' : status });
  }
}

function expectRefusal(error: unknown): void {
  expect(['NothingToRefund', 'PaymentDisputed']).toContain(error instanceof Error && 'code' in error ? error.code : error);
}

/** Some events twice, some never, backwards. */
async function deliver(dice: number): Promise<void> {
  const events = (await eventsOf(sandbox())).filter(({ id }) => !seen.has(id));
  for (const { id } of events) seen.add(id);
  const sent = events.reverse().flatMap((event, at) => Array.from({ length: (dice + at) % 3 }, () => event));
  for (const event of sent) await receiveWebhook(signed(event));
  await processEvents();
}
