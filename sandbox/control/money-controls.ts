import type { Stripe } from 'stripe';
import { z } from 'zod';
import { postFee } from '../payments/balance';
import { transactionsOf } from '../connect/balance-of';
import { endDispute, escalateInquiry, openDispute, overruleDispute } from '../payments/disputes';
import { warnOfFraud } from '../payments/fraud-warnings';
import { settleDebit } from '../payments/settle-debit';
import { findDispute } from '../resources/disputes';
import { showTransaction } from '../server/find-object';
import { invalidRequest, missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import type { Controls, ControlRoute } from './control';

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
const part = z.coerce.number().int().min(1).optional();
const delay = z.coerce.number().int().min(0).optional();

const disputeBody = z.strictObject({
  amount: part,
  inquiry: flag.default(false),
  reason: z.string().default('fraudulent'),
});
const warnBody = z.strictObject({ fraud_type: z.string().default('made_with_stolen_card') });
const closeBody = z.strictObject({ status: z.enum(['won', 'lost', 'warning_closed']), amount: part });
const overruleBody = z.strictObject({ status: z.enum(['won', 'lost']), amount: part });
const settleBody = z.strictObject({ succeeds: flag.default(true) });
const delaysBody = z.strictObject({
  fee_ms: delay,
  debit_ms: delay,
  slow_debit_ms: delay,
  dispute_ms: delay,
  refund_ms: delay,
  verify_ms: delay,
});
const settlementBody = z.strictObject({
  currency: z.string().regex(/^[a-z]{3}$/),
  exchange_rate: z.coerce.number().positive(),
  times: z.coerce.number().int().min(1).default(1),
});

export const moneyControls: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/record',
    does: "Stripe's own record of the platform: every charge, refund, dispute, transfer, reversal, payout and balance transaction, oldest first",
    run: record,
  },
  {
    method: 'POST',
    path: '/charges/:id/dispute',
    does: 'opens a dispute: {inquiry, reason, amount}; amount up to the whole charge, also where it was refunded; the id may be of a charge, an intent or a session',
    run: dispute,
  },
  {
    method: 'POST',
    path: '/charges/:id/warn',
    does: 'the card network warns of fraud (radar.early_fraud_warning.created): {fraud_type}',
    run: warn,
  },
  {
    method: 'POST',
    path: '/disputes/:id/close',
    does: 'ends a dispute: {status: won|lost|warning_closed, amount}; won with an amount gives back only so much',
    run: closeDispute,
  },
  {
    method: 'POST',
    path: '/disputes/:id/escalate',
    does: 'an inquiry, answered or not, becomes a dispute that takes the money',
    run: escalate,
  },
  {
    method: 'POST',
    path: '/disputes/:id/overrule',
    does: 'a later stage decides otherwise about a dispute that is over: {status: won|lost, amount}; gives back, or takes again, all or so much',
    run: overrule,
  },
  {
    method: 'POST',
    path: '/charges/:id/settle',
    does: 'a debit on its way arrives or comes back now: {succeeds}',
    run: settle,
  },
  { method: 'POST', path: '/charges/:id/fee', does: 'the fee is known now', run: fee },
  {
    method: 'POST',
    path: '/delays',
    does: 'how long things take: {fee_ms, debit_ms, slow_debit_ms, dispute_ms, refund_ms, verify_ms}',
    run: setDelays,
  },
  {
    method: 'POST',
    path: '/settlement',
    does: 'the next charges settle in another currency than their own: {currency, exchange_rate, times}',
    run: setSettlement,
  },
];

function record({ world }: Controls): object {
  const { store } = world;
  return {
    charges: store.charges.all(),
    refunds: store.refunds.all(),
    disputes: store.disputes.all(),
    transfers: store.transfers.all(),
    transfer_reversals: store.transferReversals.all(),
    payouts: store.payouts.all(),
    balance_transactions: transactionsOf(world, null)
      .map((transaction) => showTransaction(world, transaction)),
  };
}

function dispute({ world }: Controls, body: unknown, id: string): object {
  const asked = disputeBody.parse(body);
  const opened = world.store.transact(() => openDispute(world, chargeOf(world, id), asked));
  if (opened === null) throw invalidRequest('There is nothing to dispute on this charge.');
  return opened;
}

function warn({ world }: Controls, body: unknown, id: string): object {
  const { fraud_type: fraudType } = warnBody.parse(body);
  const warning = world.store.transact(() => warnOfFraud(world, chargeOf(world, id), fraudType));
  if (warning === null) throw invalidRequest('There is nothing to warn of, or it was done already.');
  return warning;
}

function closeDispute({ world }: Controls, body: unknown, id: string): object {
  const { status, amount } = closeBody.parse(body);
  return world.store.transact(() => endDispute(world, findDispute(world, id), status, amount));
}

function escalate({ world }: Controls, _body: unknown, id: string): object {
  const asked = world.store.transact(() => escalateInquiry(world, findDispute(world, id)));
  if (asked === null) throw invalidRequest('This is no inquiry.');
  return asked;
}

function overrule({ world }: Controls, body: unknown, id: string): object {
  const { status, amount } = overruleBody.parse(body);
  const ended = world.store.transact(() => overruleDispute(world, findDispute(world, id), status, amount));
  if (ended === null) throw invalidRequest('There is nothing more to move for this dispute.');
  return ended;
}

function settle({ world }: Controls, body: unknown, id: string): object {
  const { succeeds } = settleBody.parse(body);
  const charge = chargeOf(world, id);
  if (charge.status !== 'pending') throw invalidRequest('This charge is not on its way.');
  world.store.transact(() => settleDebit(world, charge.id, succeeds));
  return chargeOf(world, charge.id);
}

function fee({ world }: Controls, _body: unknown, id: string): object {
  return world.store.transact(() => postFee(world, chargeOf(world, id)));
}

function setDelays({ world }: Controls, body: unknown): object {
  const asked = delaysBody.parse(body);
  const { delays } = world;
  delays.feeMs = asked.fee_ms ?? delays.feeMs;
  delays.debitMs = asked.debit_ms ?? delays.debitMs;
  delays.slowDebitMs = asked.slow_debit_ms ?? delays.slowDebitMs;
  delays.disputeMs = asked.dispute_ms ?? delays.disputeMs;
  delays.refundMs = asked.refund_ms ?? delays.refundMs;
  delays.verifyMs = asked.verify_ms ?? delays.verifyMs;
  return { ...delays };
}

function setSettlement({ world }: Controls, body: unknown): object {
  const { currency, exchange_rate: exchangeRate, times } = settlementBody.parse(body);
  world.foreignSettlement = { currency, exchangeRate, remaining: times };
  return { ...world.foreignSettlement };
}

/** Accepts what is at hand: a charge's id, its intent's or its session's. */
function chargeOf(world: World, id: string): Stripe.Charge {
  const { store } = world;
  const session = store.sessions.get(id);
  const intent = store.intents.get(idOf(session?.payment_intent) ?? id);
  const charge = store.charges.get(idOf(intent?.latest_charge) ?? id);
  if (charge === null) throw missing('charge', id);
  return charge;
}
