import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { dispute, reconcileGap, refund } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { balanceOf, type LedgerAccountKind } from '@/lib/ledger';
import { askRefund } from '@/lib/payments';
import { recentPublicTips, tipTotals } from '@/lib/tips';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { expectEqualBalance } from '../../support/records';
import { control, eventsOf, sdkOf, signed } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, GOOD_CARD, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

async function receivedTip(amountMinor = 300, change = {}, payer = GOOD_CARD) {
  const creator = await addCreator();
  const begun = await beginAndPay(creator.id, wishFor(amountMinor, change), payer);
  await runJob('reconcile', now());
  return { creator, ...(await readTip(begun.tip.id)) };
}

/** What a creator has held, available and as a debt. */
function purseOf({ ledgerOwner: owner }: { ledgerOwner: string }): Promise<number[]> {
  const kinds: LedgerAccountKind[] = ['creator_held', 'creator_available', 'creator_debt'];
  return Promise.all(kinds.map((kind) => balanceOf(getDb(), { kind, owner, currency: 'USD' })));
}

const operators = (kind: LedgerAccountKind) => balanceOf(getDb(), { kind, owner: null, currency: 'USD' });

async function open(chargeId: string | null, body: object = {}): Promise<string> {
  const opened = (await control(sandbox(), 'POST', `/charges/${chargeId}/dispute`, body)) as { id: string };
  await runJob('reconcile', now());
  return opened.id;
}

async function close(disputeId: string, status: 'won' | 'lost' | 'warning_closed'): Promise<void> {
  await control(sandbox(), 'POST', `/disputes/${disputeId}/close`, { status });
  await runJob('reconcile', now());
}

const rowsOf = (paymentId: string) => getDb().select().from(dispute).where(eq(dispute.paymentId, paymentId));

describe('a disputed tip', () => {
  it('takes the whole gross from this tip, and its own fee from the operator; won, all is as before', async () => {
    const { creator, tip, payment } = await receivedTip();
    const [held = 0] = await purseOf(creator);
    const [clearing, costs] = [await operators('processor_clearing'), await operators('processor_costs')];
    const id = await open(payment.chargeId);
    expect(await purseOf(creator)).toEqual([0, 0, 300 - held]);
    expect(await operators('processor_costs')).toBe(costs + 1_500);
    expect(await operators('processor_clearing')).toBe(clearing - 1_800);
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'disputed', disputedMinor: 300, refundedMinor: 0, heldMinor: 0 });
    expect(await recentPublicTips(getDb(), creator.id, 5)).toEqual([]);
    expect(await rowsOf(payment.id)).toMatchObject([{ status: 'needs_response', costMinor: 1_500, closedAt: null }]);
    await expectEqualBalance(sandbox());

    await close(id, 'won');
    expect(await purseOf(creator)).toEqual([held, 0, 0]);
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'received', disputedMinor: 0, heldMinor: held });
    expect(await recentPublicTips(getDb(), creator.id, 5)).toHaveLength(1);
    expect(await tipTotals(getDb(), creator.id)).toMatchObject({ tipsReceived: 1 });
    const [row] = await rowsOf(payment.id);
    expect(row).toMatchObject({ status: 'won', withdrawnBy: null });
    expect(row?.closedAt).not.toBeNull();
    await expectEqualBalance(sandbox());
    expect(await getDb().select().from(reconcileGap)).toEqual([]);
  });

  it('that is lost stays with the bank', async () => {
    const { creator, tip, payment } = await receivedTip();
    const id = await open(payment.chargeId);
    const purse = await purseOf(creator);
    await close(id, 'lost');
    expect(await purseOf(creator)).toEqual(purse);
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'disputed', disputedMinor: 300 });
    expect(await rowsOf(payment.id)).toMatchObject([{ status: 'lost' }]);
    await expect(askRefund(payment.id, 'requested_by_fan', now())).rejects.toMatchObject({ code: 'NothingToRefund' });
    await expectEqualBalance(sandbox());
  });

  it('is not refunded as well: its bank has the money already', async () => {
    const { payment } = await receivedTip();
    await open(payment.chargeId);
    await expect(askRefund(payment.id, 'requested_by_fan', now())).rejects.toMatchObject({ code: 'PaymentDisputed' });
    expect(await getDb().select().from(refund).where(eq(refund.paymentId, payment.id))).toEqual([]);
  });

  it('after a refund in part is about the rest, and each side gives back its share', async () => {
    const { creator, tip, payment } = await receivedTip(1_000, { platformTipMinor: 100 });
    await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', amount: 333 });
    await runJob('reconcile', now());
    const before = await purseOf(creator);
    const tips = await operators('platform_tips');
    const id = await open(payment.chargeId);
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'disputed', refundedMinor: 333, disputedMinor: 767 });
    expect(await operators('platform_tips')).toBe(tips - 70);
    await expectEqualBalance(sandbox());
    await close(id, 'won');
    expect(await purseOf(creator)).toEqual(before);
    expect(await operators('platform_tips')).toBe(tips);
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'received', refundedMinor: 333, disputedMinor: 0 });
    await expectEqualBalance(sandbox());
  });

  it('after the hold comes from what of it is available, then as a debt that the next income fills; no other creator’s cent moves', async () => {
    const { creator, payment } = await receivedTip(1_000);
    const other = await receivedTip(1_000);
    await runJob('release', addDays(now(), 30));
    const others = await purseOf(other.creator);
    const [, available = 0] = await purseOf(creator);
    const id = await open(payment.chargeId);
    expect(await purseOf(creator)).toEqual([0, 0, 1_000 - available]);
    const next = await beginAndPay(creator.id, wishFor(500));
    await runJob('reconcile', now());
    await runJob('release', addDays(now(), 60));
    const [, filled = 0, debt] = await purseOf(creator);
    expect(debt).toBe(0);
    const { tip: second } = await readTip(next.tip.id);
    expect(filled).toBe(second.availableMinor);
    // The debt was repaid meanwhile, so what is won comes back as available money.
    await close(id, 'won');
    expect(await purseOf(creator)).toEqual([0, filled + 1_000, 0]);
    expect(await purseOf(other.creator)).toEqual(others);
    await expectEqualBalance(sandbox());
  });

  it('over more than a refund left takes of the tip what is left, and the rest is the operator’s loss, until it is won', async () => {
    const { creator, tip, payment } = await receivedTip(1_000, { platformTipMinor: 100 });
    await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', amount: 333 });
    await runJob('reconcile', now());
    const [before, costs, tips] = [await purseOf(creator), await operators('processor_costs'), await operators('platform_tips')];
    const id = await open(payment.chargeId, { amount: 1_100 });
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'disputed', refundedMinor: 333, disputedMinor: 767 });
    expect(await rowsOf(payment.id)).toMatchObject([{ takenMinor: 1_100, excessMinor: 333 }]);
    expect(await operators('processor_costs')).toBe(costs + 1_500 + 333);
    await expectEqualBalance(sandbox());
    await close(id, 'won');
    expect(await purseOf(creator)).toEqual(before);
    expect([await operators('processor_costs'), await operators('platform_tips')]).toEqual([costs + 1_500, tips]);
    await expectEqualBalance(sandbox());
  });

  it('that was refunded whole costs its creator nothing more, and the operator all of it', async () => {
    const { creator, tip, payment } = await receivedTip(1_000);
    await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '' });
    await runJob('reconcile', now());
    const [before, costs] = [await purseOf(creator), await operators('processor_costs')];
    const id = await open(payment.chargeId, { amount: 1_000 });
    await close(id, 'lost');
    expect(await purseOf(creator)).toEqual(before);
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'refunded', refundedMinor: 1_000, disputedMinor: 0 });
    expect(await operators('processor_costs')).toBe(costs + 1_500 + 1_000);
    await expectEqualBalance(sandbox());
    expect(await getDb().select().from(reconcileGap)).toEqual([]);
  });

  it('won in part keeps the rest; taken again at a later stage, won and lost in turns, each movement counts once', async () => {
    const { creator, tip, payment } = await receivedTip(1_000);
    const [held = 0] = await purseOf(creator);
    const clearing = await operators('processor_clearing');
    const id = await open(payment.chargeId);
    const stage = async (path: string, status: 'won' | 'lost', amount: number) => {
      await control(sandbox(), 'POST', `/disputes/${id}/${path}`, { status, amount });
      await runJob('reconcile', now());
      await runJob('reconcile', now());
      await expectEqualBalance(sandbox());
      const [row] = await rowsOf(payment.id);
      const { tip: at } = await readTip(tip.id);
      return [row?.status, row?.takenMinor, at.disputedMinor, at.status];
    };
    expect(await stage('close', 'won', 600)).toEqual(['won', 400, 400, 'received']);
    // As a dispute over 400 would have left it.
    expect(await purseOf(creator)).toEqual([held - 400, 0, 0]);
    expect(await stage('overrule', 'lost', 600)).toEqual(['lost', 1_000, 1_000, 'disputed']);
    expect(await stage('overrule', 'won', 1_000)).toEqual(['won', 0, 0, 'received']);
    expect(await purseOf(creator)).toEqual([held, 0, 0]);
    expect(await stage('overrule', 'lost', 1_000)).toEqual(['lost', 1_000, 1_000, 'disputed']);
    expect(await stage('overrule', 'won', 1_000)).toEqual(['won', 0, 0, 'received']);
    expect(await purseOf(creator)).toEqual([held, 0, 0]);
    expect(await operators('processor_clearing')).toBe(clearing - 1_500);
    expect(await getDb().select().from(reconcileGap)).toEqual([]);
  });

  it('told of before its payment, twice, backwards or never, is one dispute', async () => {
    const creator = await addCreator();
    const { payment, tip } = await beginAndPay(creator.id, wishFor(400));
    await control(sandbox(), 'POST', `/charges/${(await sessionOf(payment.id)) ?? ''}/dispute`);
    const mine = (await eventsOf(sandbox())).slice(-8).reverse();
    for (const event of [...mine, ...mine]) await receiveWebhook(signed(event));
    await processEvents();
    await runJob('reconcile', now());
    await runJob('reconcile', now());
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'disputed', disputedMinor: 400 });
    expect(await rowsOf(payment.id)).toHaveLength(1);
    await expectEqualBalance(sandbox());
  });

  it('an inquiry moves no money, and closed leaves nothing behind', async () => {
    const { creator, tip, payment } = await receivedTip();
    const before = await purseOf(creator);
    const id = await open(payment.chargeId, { inquiry: true });
    expect(await purseOf(creator)).toEqual(before);
    expect(await rowsOf(payment.id)).toMatchObject([{ status: 'warning_needs_response', withdrawnBy: null }]);
    await close(id, 'warning_closed');
    expect(await rowsOf(payment.id)).toMatchObject([{ status: 'warning_closed' }]);
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'received', disputedMinor: 0 });
    await expectEqualBalance(sandbox());
  });

  it('whose answer is lost to us is heard of by reconciliation, whichever way it went', async () => {
    const { creator, payment } = await receivedTip();
    const before = await purseOf(creator);
    const opened = (await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`)) as { id: string };
    await close(opened.id, 'won');
    expect(await purseOf(creator)).toEqual(before);
    expect(await rowsOf(payment.id)).toMatchObject([{ status: 'won', costMinor: 1_500 }]);
    await expectEqualBalance(sandbox());
  });

  it('that took all makes way for a refund that was on its way, and takes its part of one that comes back, before the operator bears any of it', async () => {
    await getDb().execute(sql`insert into platform_fee_schedule (id, basis_points, announced_at, applies_from) values (${newId()}, 700, '2020-01-02T00:00:00Z', '2020-01-02T00:00:00Z')`);
    const taken = async (number: string) => {
      const given = await receivedTip(1_000, {}, { email: 'fan@fans.example', method: 'card', number });
      await sdkOf(sandbox()).refunds.create({ charge: given.payment.chargeId ?? '', amount: 400 });
      await runJob('reconcile', now());
      return { ...given, disputeId: await open(given.payment.chargeId, { amount: 1_000 }) };
    };
    const costs = await operators('processor_costs');
    const [slow, failing] = [await taken('4000000000007726'), await taken('4000000000005126')];
    expect([(await readTip(slow.tip.id)).tip, (await readTip(failing.tip.id)).tip]).toMatchObject([{ refundedMinor: 0, disputedMinor: 1_000 }, { refundedMinor: 400, disputedMinor: 600 }]);
    const lost = await purseOf(slow.creator);
    await control(sandbox(), 'POST', '/clock', { advance_ms: 6 * 86_400_000 });
    await runJob('reconcile', addDays(now(), 6));
    expect([(await readTip(slow.tip.id)).tip, (await readTip(failing.tip.id)).tip]).toMatchObject([{ refundedMinor: 400, disputedMinor: 600 }, { refundedMinor: 0, disputedMinor: 1_000 }]);
    expect([await rowsOf(slow.payment.id), await rowsOf(failing.payment.id)]).toMatchObject([[{ takenMinor: 1_000, excessMinor: 400 }], [{ takenMinor: 1_000, excessMinor: 0 }]]);
    expect(await purseOf(slow.creator)).toEqual(lost);
    expect(await operators('processor_costs')).toBe(costs + 3_000 + 400);
    await close(failing.disputeId, 'won');
    expect(await purseOf(failing.creator)).toEqual([1_000 - 70 - 59, 0, 0]);
    await expectEqualBalance(sandbox());
  });
});

async function sessionOf(paymentId: string): Promise<string | null> {
  const sessions = await sdkOf(sandbox()).checkout.sessions.list({ limit: 100 });
  return sessions.data.find(({ client_reference_id: of }) => of === paymentId)?.id ?? null;
}
