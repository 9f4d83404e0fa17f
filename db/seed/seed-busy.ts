import { asc } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { creator, payment, tip } from '@/db/schema';
import { addMilliseconds, DAY_MS } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { applyReports } from '@/lib/payments';
import type { ChargeReport } from '@/lib/stripe';
import { applyTipOutcomes } from '@/lib/tips';

const BATCH = 500;
const MONTH_MS = 30 * DAY_MS;
const AMOUNT_MINOR = 300;
const FEE_MINOR = 39;

type Creator = typeof creator.$inferSelect;

/**
 * Makes a busy world out of the creators that are there: `count` tips spread over the month before
 * `now`, every third to the first creator. For benches, so it is fast: the rows are written in
 * batches, as if their pages were open, and then settled by the very code that settles webhooks.
 * The processor's side is made up, so a busy world is never reconciled.
 */
export async function seedBusy(count: number, now: Date): Promise<void> {
  const creators = await getDb().select().from(creator).orderBy(asc(creator.createdAt), creator.id);
  for (let done = 0; done < count; done += BATCH) {
    const places = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => done + index);
    await settleBatch(places.map((place) => busyTip(creators, place, count, now)));
  }
}

type BusyTip = { payment: typeof payment.$inferInsert; tip: typeof tip.$inferInsert; report: ChargeReport };

async function settleBatch(tips: BusyTip[]): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.insert(payment).values(tips.map((each) => each.payment));
    await tx.insert(tip).values(tips.map((each) => each.tip));
    const { outcomes } = await applyReports(tx, tips.map((each) => each.report));
    await applyTipOutcomes(tx, outcomes);
  });
}

function busyTip(creators: Creator[], place: number, count: number, now: Date): BusyTip {
  const to = creators[place % 3 === 0 ? 0 : place % creators.length];
  if (!to) throw new Error('a busy world needs creators');
  const id = newId();
  const at = addMilliseconds(now, -Math.round(MONTH_MS * (1 - place / count)));
  const amounts = { amountMinor: AMOUNT_MINOR, currency: to.currency };
  const sessionId = `cs_busy_${id}`;
  return {
    payment: {
      id, purpose: 'tip', status: 'open', ...amounts, checkoutSessionId: sessionId, createdAt: at,
      description: `Tip for ${to.name}`, returnPath: '/', cancelPath: `/${to.handle}`,
    },
    tip: {
      id: newId(), key: newId(), creatorId: to.id, paymentId: id, status: 'pending', ...amounts, grossMinor: AMOUNT_MINOR,
      processorFeeEstimateMinor: FEE_MINOR, coversFees: false, createdAt: at,
      message: `The ${place + 1}th thank you`, displayName: `Fan ${place + 1}`, visibility: 'public',
    },
    report: {
      sessionId, paymentId: id, status: 'succeeded', ...amounts, paymentIntentId: `pi_busy_${id}`,
      chargeId: `ch_busy_${id}`, chargedAt: at, method: 'card', payerEmail: null, failureCode: null,
      paymentMethodId: null, cardFingerprint: null, cardLast4: null, adviceCode: null, requiresAuthentication: false, savedCard: null,
      fee: { balanceTransactionId: `txn_busy_${id}`, feeMinor: FEE_MINOR, currency: to.currency, availableOn: addMilliseconds(at, 2 * DAY_MS) }, refunds: [], isDisputed: false, disputes: [],
    },
  };
}
