import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { balanceRecord, reconcileGap } from '@/db/schema';
import { newId } from '@/lib/ids';
import { findTransactions, postTransfers, transfersOf } from '@/lib/ledger';
import { runJob } from '@/lib/jobs';
import { compareWithProcessor, listKinds, readBalances } from '@/lib/reconcile';
import { fetchBalance } from '@/lib/stripe';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, GOOD_CARD, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
/** Money that is available at once, so that it can be paid out. */
const READY = { ...GOOD_CARD, number: '4000000000000077' };

const openGaps = () => getDb().select().from(reconcileGap).where(isNull(reconcileGap.closedAt));
const openGap = async (objectId: string) => (await getDb().select().from(reconcileGap).where(and(eq(reconcileGap.objectId, objectId), isNull(reconcileGap.closedAt))))[0];
const clearing = { kind: 'processor_clearing', owner: null, currency: 'USD' } as const;
const costs = { kind: 'processor_costs', owner: null, currency: 'USD' } as const;

async function stray(amount = 777) {
  const intent = await sdkOf(sandbox()).paymentIntents.create({
    amount, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  return String(intent.latest_charge);
}

describe('every movement of the processor’s balance', () => {
  it('has its transaction in the books: after tips and a payout to the operator’s bank the gap is zero, to the cent', async () => {
    await beginAndPay((await addCreator()).id, wishFor(3000), READY);
    await runJob('reconcile', new Date());
    await sdkOf(sandbox()).payouts.create({ amount: 1500, currency: 'usd' });
    const outcome = await runJob('reconcile', later(60));
    expect(outcome).toMatchObject({ gaps: 0, booked: 1 });
    const [usd] = await readBalances(getDb());
    expect(usd).toMatchObject({ currency: 'USD', gapMinor: 0, explainedMinor: 0, processorMinor: (await fetchBalance()).get('USD') });
    expect(usd?.agreedAt).toBeInstanceOf(Date);
  });

  it('that is the operator’s own is booked by itself, once, and back again when their bank refuses it', async () => {
    await beginAndPay((await addCreator()).id, wishFor(3000), READY);
    await runJob('reconcile', new Date());
    const payout = await sdkOf(sandbox()).payouts.create({ amount: 900, currency: 'usd' });
    await Promise.all([runJob('reconcile', new Date()), runJob('reconcile', new Date())]);
    const [moved] = await getDb().select().from(balanceRecord).where(eq(balanceRecord.objectId, payout.id));
    expect(await findTransactions(getDb(), moved?.id ?? '')).toMatchObject([{ kind: 'operator_paid_out', amountMinor: 900 }]);
    await sdkOf(sandbox()).payouts.cancel(payout.id);
    expect(await runJob('reconcile', later(60))).toMatchObject({ gaps: 0, booked: 1 });
  });

  it('is no difference before it is five minutes old, and one from then on', async () => {
    const charge = await stray();
    await compareWithProcessor(later(4));
    expect(await openGap(charge)).toBeUndefined();
    await compareWithProcessor(later(6));
    expect(await openGap(charge)).toMatchObject({ kind: 'not_in_ledger', type: 'charge', amountMinor: 724, processorMinor: 724, ledgerMinor: 0 });
  });

  it('is named by its kind, with how many of them the books lack', async () => {
    const before = await listKinds(getDb(), new Date());
    expect(before.find(({ type }) => type === 'charge')).toMatchObject({ currency: 'USD', unmatched: 1 });
    expect(before.find(({ type }) => type === 'payout')).toMatchObject({ unmatched: 0, netMinor: -2400 });
  });

  it('of a dispute counts with its fee, and when it is won with its return, whatever the books call them', async () => {
    const charge = await stray(2000);
    const dispute = await control(sandbox(), 'POST', `/charges/${charge}/dispute`, {});
    const disputeId = String((dispute as { id: string }).id);
    await compareWithProcessor(later(60));
    expect(await openGap(disputeId)).toMatchObject({ type: 'dispute', amountMinor: -3500 });
    await control(sandbox(), 'POST', `/disputes/${disputeId}/close`, { status: 'won' });
    await compareWithProcessor(later(61));
    expect(await openGap(disputeId)).toMatchObject({ type: 'dispute_reversal', amountMinor: -1500 });
    const event = { transactionId: newId(), currency: 'USD' as const, happenedAt: new Date() };
    await inTransaction((tx) => postTransfers(tx, transfersOf(event, [{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: 1500, externalRef: disputeId }])));
    await compareWithProcessor(later(62));
    expect(await openGap(disputeId)).toBeUndefined();
  });
});

describe('every transaction of the books', () => {
  it('has its movement at the processor: one that it does not know is a difference too', async () => {
    const event = { transactionId: newId(), currency: 'USD' as const, happenedAt: new Date() };
    await inTransaction((tx) => postTransfers(tx, transfersOf(event, [{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: 25, externalRef: 'txn_nobody' }])));
    // First the sums do not agree; when they still do not five minutes later, everything is looked at.
    await compareWithProcessor(later(100));
    await compareWithProcessor(later(106));
    expect(await openGap('txn_nobody')).toMatchObject({ kind: 'not_at_processor', processorMinor: 0, ledgerMinor: -25, amountMinor: 25 });
  });

  it('that names no object goes by its own id, and is found by the daily look at everything', async () => {
    const event = { transactionId: newId(), currency: 'USD' as const, happenedAt: new Date() };
    await inTransaction((tx) => postTransfers(tx, transfersOf(event, [{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: 11 }])));
    await compareWithProcessor(later(60 * 26));
    expect(await openGap(event.transactionId)).toMatchObject({ kind: 'not_at_processor', ledgerMinor: -11 });
  });

  it('is found all the same when its object had been found equal before', async () => {
    const { payment } = await beginAndPay((await addCreator()).id, wishFor(500));
    await runJob('reconcile', later(60 * 27));
    const [known] = await getDb().select().from(balanceRecord).where(eq(balanceRecord.type, 'charge')).limit(1);
    expect(payment.id).toBeTruthy();
    const event = { transactionId: newId(), currency: 'USD' as const, happenedAt: new Date() };
    await inTransaction((tx) => postTransfers(tx, transfersOf(event, [{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: 7, externalRef: known?.objectId ?? '' }])));
    await compareWithProcessor(later(60 * 28));
    await compareWithProcessor(later(60 * 28 + 6));
    expect(await openGap(known?.objectId ?? '')).toMatchObject({ kind: 'amount_differs', amountMinor: 7 });
  });
});

it('the differences that are listed explain the whole gap', async () => {
  const [usd] = await readBalances(getDb());
  expect(usd?.gapMinor).not.toBe(0);
  expect(usd?.explainedMinor).toBe(usd?.gapMinor);
  expect((await openGaps()).some(({ kind }) => kind === 'balance_differs')).toBe(false);
});
