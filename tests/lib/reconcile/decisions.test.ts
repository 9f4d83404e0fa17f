import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { auditLog, mailMessage, person, reconcileGap } from '@/db/schema';
import { newId } from '@/lib/ids';
import { balanceOf } from '@/lib/ledger';
import { runJob } from '@/lib/jobs';
import { bookByDecision, compareWithProcessor, listGaps, readBalances, settleForeign } from '@/lib/reconcile';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { askRefund } from '@/lib/payments';
import { releaseHeldTips } from '@/lib/tips';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, begin, beginAndPay, GOOD_CARD, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const openGaps = (objectId: string) => getDb().select().from(reconcileGap).where(and(eq(reconcileGap.objectId, objectId), isNull(reconcileGap.closedAt)));

async function addAdmin(email: string) {
  const id = newId();
  await getDb().insert(person).values({ id, email, isAdmin: true });
  return id;
}

async function stray(amount = 777) {
  const intent = await sdkOf(sandbox()).paymentIntents.create({
    amount, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  return String(intent.latest_charge);
}

describe('an admin', () => {
  it('is mailed when Stripe is ahead for five minutes, once, and of more within the hour only later', async () => {
    await addAdmin('watch@tuppence.example');
    await addAdmin('watch-two@tuppence.example');
    await stray();
    await compareWithProcessor(later(6));
    await compareWithProcessor(later(7));
    const told = async () => (await getDb().select().from(mailMessage)).filter(({ key }) => key.startsWith('reconcile:'));
    expect((await told()).map(({ recipient }) => recipient).sort()).toEqual(['watch-two@tuppence.example', 'watch@tuppence.example']);
    const late = await stray(555);
    await compareWithProcessor(later(14));
    expect(await told()).toHaveLength(2);
    await getDb().update(reconcileGap).set({ alarmedAt: later(-61) });
    await getDb().update(reconcileGap).set({ alarmedAt: null }).where(eq(reconcileGap.objectId, late));
    await compareWithProcessor(later(15));
    expect(await told()).toHaveLength(4);
  });

  it('books a movement that nobody asked for as the operator’s own, and the gap closes', async () => {
    const actorId = await addAdmin('books@tuppence.example');
    const charge = await stray(1000);
    await compareWithProcessor(later(30));
    expect((await listGaps(getDb())).find(({ objectId }) => objectId === charge)?.choices.book).toBe(true);
    await bookByDecision({ actorId, objectId: charge, matter: 'own', reason: 'A sale of ours' });
    expect(await openGaps(charge)).toEqual([]);
    expect(await balanceOf(getDb(), { kind: 'operator_bank', owner: null, currency: 'USD' })).toBe(-1000);
    expect(await balanceOf(getDb(), { kind: 'processor_costs', owner: null, currency: 'USD' })).toBe(59);
    await compareWithProcessor(later(40));
    expect(await openGaps(charge)).toEqual([]);
    const acts = await getDb().select().from(auditLog).where(eq(auditLog.action, 'reconcile.book'));
    expect(acts).toMatchObject([{ actorId, subjectId: charge, reason: 'A sale of ours' }]);
    await expect(bookByDecision({ actorId, objectId: charge, matter: 'own', reason: 'again' })).rejects.toMatchObject({ code: 'NotOpen' });
  });

  it('may not take money of a fan for the operator’s', async () => {
    const actorId = await addAdmin('takes@tuppence.example');
    const { tip } = await beginAndPay((await addCreator()).id);
    await runJob('reconcile', new Date());
    const { payment } = await readTip(tip.id);
    await getDb().insert(reconcileGap).values({ objectId: payment.chargeId ?? '', currency: 'USD', kind: 'not_in_ledger', amountMinor: 261 });
    await expect(bookByDecision({ actorId, objectId: payment.chargeId ?? '', matter: 'own', reason: 'mine' })).rejects.toMatchObject({ code: 'OfAPayment' });
    await compareWithProcessor(later(60));
    expect(await openGaps(payment.chargeId ?? '')).toEqual([]);
  });

  it('may not either when only Stripe says yet that it was paid: told of it later, the books would have it twice', async () => {
    const actorId = await addAdmin('early@tuppence.example');
    const open = await begin((await addCreator()).id, wishFor(4321));
    await payHostedPage(open.checkoutUrl, GOOD_CARD);
    await compareWithProcessor(later(70));
    expect((await readTip(open.tip.id)).payment.chargeId).toBeNull();
    const gap = (await listGaps(getDb())).find(({ processorMinor }) => processorMinor > 4000 && processorMinor < 4321);
    await expect(bookByDecision({ actorId, objectId: gap?.objectId ?? '', matter: 'own', reason: 'mine' })).rejects.toMatchObject({ code: 'OfAPayment' });
    await expect(bookByDecision({ actorId, objectId: 'ch_of_nobody', matter: 'own', reason: 'mine' })).rejects.toMatchObject({ code: 'NotOpen' });
  });
});

describe('a charge that settled in another currency', () => {
  it('is settled by the fee that an admin decides: the creator’s money becomes free and both sides agree', async () => {
    const actorId = await addAdmin('decides@tuppence.example');
    await control(sandbox(), 'POST', '/settlement', { currency: 'gbp', exchange_rate: 0.8, times: 1 });
    const { tip } = await beginAndPay((await addCreator()).id);
    await runJob('reconcile', later(60));
    const charge = (await readTip(tip.id)).payment.chargeId ?? '';
    const choice = (await listGaps(getDb())).find(({ objectId, choices }) => objectId === charge && choices.settle)?.choices.settle;
    expect(choice).toEqual({ currency: 'USD', suggestedFeeMinor: expect.any(Number) });
    await expect(settleForeign({ actorId, objectId: charge, feeMinor: null, reason: 'none', now: new Date() })).rejects.toMatchObject({ code: 'FeeNeeded' });
    await settleForeign({ actorId, objectId: charge, feeMinor: choice?.suggestedFeeMinor ?? 0, reason: 'At the rate of the day', now: new Date() });
    expect(await openGaps(charge)).toEqual([]);
    const settled = await readTip(tip.id);
    expect(settled.payment).toMatchObject({ feeState: 'known', processorFeeMinor: choice?.suggestedFeeMinor });
    expect(settled.tip.heldMinor).toBe(300 - (choice?.suggestedFeeMinor ?? 0));
    await releaseHeldTips(later(60 * 24 * 30));
    expect((await readTip(tip.id)).tip).toMatchObject({ heldMinor: 0, availableMinor: 300 - (choice?.suggestedFeeMinor ?? 0) });
    await compareWithProcessor(later(61));
    expect(await openGaps(charge)).toEqual([]);
    expect((await readBalances(getDb())).find(({ currency }) => currency === 'GBP')).toMatchObject({ gapMinor: 0, explainedMinor: 0 });
    expect((await readBalances(getDb())).find(({ currency }) => currency === 'USD')?.explainedMinor).not.toBe(0);
    await askRefund(settled.payment.id, 'requested_by_fan', new Date());
    await runJob('refunds', new Date());
    await runJob('reconcile', later(70));
    const back = (await listGaps(getDb())).find(({ kind, choices }) => kind === 'foreign_fee' && choices.settle);
    expect(back?.choices.settle).toEqual({ currency: 'USD', suggestedFeeMinor: null });
    await settleForeign({ actorId, objectId: back?.objectId ?? '', feeMinor: null, reason: 'The same the other way', now: new Date() });
    await compareWithProcessor(later(80));
    expect((await listGaps(getDb())).filter(({ kind }) => kind === 'foreign_fee')).toEqual([]);
    expect((await readBalances(getDb())).find(({ currency }) => currency === 'GBP')).toMatchObject({ gapMinor: 0 });
  });
});
