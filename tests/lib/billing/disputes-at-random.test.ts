import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { addDays, nextMonthDay, type Day } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { domainLedgerChecks, runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { addOffers, eveningOn, type Offer } from '../../support/billing';
import { GOOD } from '../../support/bills';
import { addPaidBill, askLines } from '../../support/line-refunds';
import { carelessPost, expectRefusal, worthOf } from '../../support/random-money';
import { expectEqualBalance } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** Their refunds fail days later, and arrive days later. */
const [COMES_BACK, SLOW] = ['4000000000005126', '4000000000007726'];
let day: Day = '2028-01-10';
let stranger: Offer;
const deliver = carelessPost(sandbox);

type Bill = Awaited<ReturnType<typeof addPaidBill>>;
const whats = ['line', 'dashboard', 'dashboard', 'send', 'fee', 'release', 'wait', 'webhooks', 'dispute', 'whole', 'whole', 'inquiry', 'warn', 'won', 'in_part', 'lost', 'overruled', 'taken_again', 'reconcile'] as const;
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
      fc.array(fc.integer({ min: 50, max: 900 }), { minLength: 1, maxLength: 4 }).map(([first = 0, ...more]) => [first + 300, ...more]), fc.boolean(), fc.constantFrom(GOOD, COMES_BACK, SLOW), fc.array(step, { minLength: 3, maxLength: 10 }),
      async (amounts, isFeeLate, card, steps) => {
        const offers = await addOffers(amounts.length);
        day = nextMonthDay(nextMonthDay(day, 10), 10);
        await control(sandbox(), 'POST', '/delays', { fee_ms: isFeeLate ? 365 * 86_400_000 : 0 });
        const paid = await addPaidBill(sandbox(), offers, day, amounts, { card });
        for (const each of steps) await take(each, paid);
        for (const what of ['fee', 'send', 'wait', 'reconcile'] as const) await take({ what, dice: 0 }, paid);
        await expectEqualBalance(sandbox());
        await expectSoundTabs();
        expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
      },
    ),
    { numRuns: process.env.TUPPENCE_LONG === '1' ? 40 : 8 },
  );
  expect(await worthOf(stranger)).toBe(before);
}, 600_000);

async function take({ what, dice }: Step, { bill, lines, chargeId }: Bill): Promise<void> {
  const now = eveningOn(day);
  const of = lines[dice % lines.length];
  const charge = `/charges/${chargeId}`;
  // What the sandbox or we refuse changes nothing.
  const steps: Record<Step['what'], () => Promise<unknown>> = {
    line: () => askLines(bill.id, [of?.id ?? ''], now).catch(expectRefusal('NothingToRefund', 'PaymentDisputed')),
    dashboard: () => sdkOf(sandbox()).refunds.create({ charge: chargeId, amount: 1 + (dice % 200) }).catch(() => null),
    send: async () => { await runJob('refunds', now); await runJob('reconcile', addDays(now, 1)); },
    fee: async () => { await control(sandbox(), 'POST', `${charge}/fee`); await runJob('reconcile', addDays(now, 1)); },
    release: () => runJob('release', addDays(now, 30)),
    wait: async () => { await control(sandbox(), 'POST', '/clock', { advance_ms: 6 * 86_400_000 }); await runJob('reconcile', addDays(now, 6)); },
    webhooks: () => deliver(dice),
    dispute: () => control(sandbox(), 'POST', `${charge}/dispute`, {}).catch(() => null),
    // More than is left of it, where something was refunded.
    whole: () => control(sandbox(), 'POST', `${charge}/dispute`, { amount: bill.amountMinor }).catch(() => null),
    inquiry: () => control(sandbox(), 'POST', `${charge}/dispute`, { inquiry: true }).catch(() => null),
    warn: () => control(sandbox(), 'POST', `${charge}/warn`, {}).catch(() => null),
    won: () => close(chargeId, 'won'),
    in_part: () => close(chargeId, 'won', 1 + (dice % 300)),
    lost: () => close(chargeId, 'lost'),
    overruled: () => overrule(chargeId, 'won', 1 + dice),
    taken_again: () => overrule(chargeId, 'lost', 1 + dice),
    reconcile: () => runJob('reconcile', addDays(now, 1)),
  };
  await steps[what]();
}

async function close(chargeId: string, status: 'won' | 'lost', amount?: number): Promise<void> {
  const { data } = await sdkOf(sandbox()).disputes.list({ charge: chargeId });
  for (const { id, status: stands } of data) {
    await control(sandbox(), 'POST', `/disputes/${id}/close`, stands.startsWith('warning') ? { status: 'warning_closed' } : { status, amount });
  }
}

/** A later stage decides otherwise, where something was decided. */
async function overrule(chargeId: string, status: 'won' | 'lost', amount: number): Promise<void> {
  const { data } = await sdkOf(sandbox()).disputes.list({ charge: chargeId });
  for (const { id } of data) await control(sandbox(), 'POST', `/disputes/${id}/overrule`, { status, amount }).catch(() => null);
}
