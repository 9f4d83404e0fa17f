import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { addDays, nextMonthDay, type Day } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { refundShares } from '@/lib/income';
import { domainLedgerChecks, runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { addOffers, eveningOn, type Offer } from '../../support/billing';
import { GOOD } from '../../support/bills';
import { addPaidBill, askLines, pursesOf, readLine } from '../../support/line-refunds';
import { carelessPost, expectRefusal, worthOf } from '../../support/random-money';
import { expectEqualBalance } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** Its refunds fail days later. */
const COMES_BACK = '4000000000005126';
let day: Day = '2028-01-10';
let stranger: Offer;
const deliver = carelessPost(sandbox);

type Bill = Awaited<ReturnType<typeof addPaidBill>>;
type Step = { what: 'line' | 'all' | 'dashboard' | 'send' | 'fee' | 'release' | 'wait' | 'webhooks'; dice: number };

beforeAll(async () => {
  await getDb().execute(sql`
    insert into platform_fee_schedule (id, basis_points, announced_at, applies_from)
    values (${newId()}, 700, '2020-01-02T00:00:00Z', '2020-01-02T00:00:00Z')`);
  [stranger = stranger] = await addOffers(1);
  await addPaidBill(sandbox(), [stranger], day, [500]);
});

it('refunds of any lines in any order, fees late, webhooks lost or twice, refunds that come back: all balances, and no other cent moves', async () => {
  const before = await worthOf(stranger);
  const step = fc.record({
    what: fc.constantFrom<Step['what']>('line', 'line', 'all', 'dashboard', 'send', 'send', 'fee', 'release', 'wait', 'webhooks'),
    dice: fc.nat(1_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 50, max: 900 }), { minLength: 1, maxLength: 5 }).map(([first = 0, ...more]) => [first + 300, ...more]), fc.boolean(), fc.boolean(), fc.array(step, { minLength: 2, maxLength: 8 }),
      async (amounts, isFeeLate, comesBack, steps) => {
        const offers = await addOffers(amounts.length);
        day = nextMonthDay(nextMonthDay(day, 10), 10);
        await control(sandbox(), 'POST', '/delays', { fee_ms: isFeeLate ? 365 * 86_400_000 : 0 });
        const paid = await addPaidBill(sandbox(), offers, day, amounts, { card: comesBack ? COMES_BACK : GOOD });
        for (const each of steps) await take(each, paid);
        await take({ what: 'fee', dice: 0 }, paid);
        await take({ what: 'send', dice: 0 }, paid);
        await expectLinesSum(offers, paid);
        await expectEqualBalance(sandbox());
        await expectSoundTabs();
        expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
      },
    ),
    { numRuns: process.env.TUPPENCE_LONG === '1' ? 36 : 8 },
  );
  expect(await worthOf(stranger)).toBe(before);
}, 600_000);

async function take({ what, dice }: Step, { bill, lines, chargeId }: Bill): Promise<void> {
  const now = eveningOn(day);
  const of = lines[dice % lines.length];
  // Nothing left of a line, or of a charge, is a refusal, and changes nothing.
  const steps: Record<Step['what'], () => Promise<unknown>> = {
    line: () => askLines(bill.id, [of?.id ?? ''], now).catch(expectRefusal('NothingToRefund')),
    all: () => askLines(bill.id, null, now).catch(expectRefusal('NothingToRefund')),
    dashboard: () => sdkOf(sandbox()).refunds.create({ charge: chargeId, amount: 1 + (dice % 200) }).catch(() => null),
    send: async () => { await runJob('refunds', now); await runJob('reconcile', addDays(now, 1)); },
    fee: async () => { await control(sandbox(), 'POST', `/charges/${chargeId}/fee`); await runJob('reconcile', addDays(now, 1)); },
    release: () => runJob('release', addDays(now, 30)),
    wait: async () => { await control(sandbox(), 'POST', '/clock', { advance_ms: 6 * 86_400_000 }); await runJob('reconcile', addDays(now, 6)); },
    webhooks: () => deliver(dice),
  };
  await steps[what]();
}

/** What each creator has is what their line brought, less its fees, less what of it went back. */
async function expectLinesSum(offers: Offer[], { lines }: Bill): Promise<void> {
  const purses = await pursesOf(offers);
  for (const { id } of lines) {
    const { line } = await readLine(id);
    const at = offers.findIndex(({ creator }) => creator.id === line.creatorId);
    const [held = 0, available = 0, debt = 0] = purses[at] ?? [];
    const back = refundShares({ grossMinor: line.amountMinor, platformTipMinor: 0, platformFeeMinor: line.platformFeeMinor }, line.refundedMinor);
    expect(held + available - debt).toBe(line.amountMinor - line.platformFeeMinor - (line.feeShareMinor ?? 0) - back.creatorMinor);
    expect([line.heldMinor, line.availableMinor]).toEqual([held, available]);
  }
}
