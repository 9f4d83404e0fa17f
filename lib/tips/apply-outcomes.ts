import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, tip } from '@/db/schema';
import { deriveId } from '@/lib/ids';
import { invariant } from '@/lib/errors';
import { postTransfers, transfersOf, type TransferInput } from '@/lib/ledger';
import type { PaymentOutcome } from '@/lib/payments';
import { enqueueReceipts } from './enqueue-receipts';
import { collectedPosting, feePosting, type Posting } from './postings';

/** A tip with what its postings and its receipt need of its creator. */
export type TipWithCreator = typeof tip.$inferSelect & {
  owner: string;
  creatorName: string;
  handle: string;
  thankYou: string;
  art: string;
};

/**
 * Follows the payments of tips: collected ones are posted, shown and counted; known fees are
 * posted; those that came to nothing are dropped. All tips of a batch in a handful of statements,
 * in the caller's transaction. The payments' rows are locked, so nothing here runs twice.
 */
export async function applyTipOutcomes(tx: Tx, outcomes: PaymentOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const tips = await readTips(tx, outcomes.map((outcome) => outcome.payment.id));
  const transfers: TransferInput[] = [];
  for (const outcome of outcomes) {
    const found = tips.get(outcome.payment.id);
    invariant(found, 'a payment for a tip has its tip');
    transfers.push(...follow(found, outcome));
  }
  await post(tx, transfers);
  await storeTips(tx, [...tips.values()]);
  await count(tx, outcomes, tips);
  await enqueueReceipts(tx, outcomes, tips);
}

/** Changes `found` to what it now is and answers what has to be posted for it. */
function follow(found: TipWithCreator, { payment, settled, dropped, feeKnown }: PaymentOutcome): TransferInput[] {
  const transfers: TransferInput[] = [];
  const book = (name: string, happenedAt: Date, posting: Posting) => {
    found.heldMinor = posting.heldMinor;
    const transactionId = deriveId(payment.id, name);
    transfers.push(...transfersOf({ transactionId, currency: found.currency, happenedAt }, posting.drafts));
  };
  if (settled) {
    invariant(payment.settledAt && payment.chargeId, 'a settled payment has its charge');
    found.status = 'received';
    found.receivedAt = payment.settledAt;
    book('collected', payment.settledAt, collectedPosting(found, payment.chargeId));
  }
  if (feeKnown && feeKnown.feeMinor > 0) {
    invariant(payment.settledAt, 'a fee belongs to a settled payment');
    book('fee', payment.settledAt, feePosting(found, feeKnown.feeMinor, feeKnown.balanceTransactionId));
  }
  if (dropped) found.status = 'dropped';
  return transfers;
}

/** Posts and insists: a refusal here would leave state without its money, so all rolls back. */
export async function post(tx: Tx, transfers: TransferInput[]): Promise<void> {
  const answers = await postTransfers(tx, transfers);
  const refused = answers.find((answer) => answer !== 'posted');
  invariant(refused === undefined, `the ledger answered ${refused} to a tip's transfers`);
}

/** The tips of these payments, by payment. */
export async function readTips(tx: Tx, paymentIds: string[]): Promise<Map<string, TipWithCreator>> {
  const rows = await tx
    .select({
      tip,
      owner: creator.ledgerOwner,
      creatorName: creator.name,
      handle: creator.handle,
      thankYou: creator.thankYou,
      art: creator.art,
    })
    .from(tip)
    .innerJoin(creator, sql`${creator.id} = ${tip.creatorId}`)
    .where(inArray(tip.paymentId, paymentIds));
  return new Map(rows.map(({ tip: row, ...rest }) => [row.paymentId, { ...row, ...rest }]));
}

/** Writes what changes in a tip's life, for many tips in one statement. */
export async function storeTips(tx: Tx, tips: TipWithCreator[]): Promise<void> {
  const rows = tips.map(({ id, status, receivedAt, heldMinor, refundedMinor }) => ({
    id, status, receivedAt, heldMinor, refundedMinor,
  }));
  await tx.execute(sql`
    update tip set status = v.status, received_at = v."receivedAt", held_minor = v."heldMinor",
      refunded_minor = v."refundedMinor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v(id uuid, status text, "receivedAt" timestamptz, "heldMinor" bigint, "refundedMinor" bigint)
    where tip.id = v.id`);
}

async function count(tx: Tx, outcomes: PaymentOutcome[], tips: Map<string, TipWithCreator>): Promise<void> {
  const settled = outcomes.flatMap(({ settled, payment }) => (settled ? [tips.get(payment.id)] : []));
  await addToTotals(tx, settled.flatMap((found) => (found ? [{ tip: found, sign: 1 }] : [])));
}

/**
 * Counts tips in or out of what a creator's page shows: a row per creator and goal, made first and
 * then changed, so that counting out can never start a row below zero.
 */
export async function addToTotals(tx: Tx, changes: { tip: TipWithCreator; sign: 1 | -1 }[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ tip: { creatorId, currency, amountMinor, receivedAt }, sign }) => ({
    creatorId, currency, tips: sign, minor: sign * amountMinor, receivedAt,
  }));
  const changed = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as v("creatorId" uuid, currency text, tips bigint, minor bigint, "receivedAt" timestamptz)`;
  await tx.execute(sql`
    insert into creator_tip_total (creator_id, currency)
    select distinct "creatorId", currency from ${changed} order by 1 on conflict do nothing`);
  await tx.execute(sql`
    update creator_tip_total t set tips_received = t.tips_received + sums.tips, received_minor = t.received_minor + sums.minor
    from (select "creatorId", sum(tips) as tips, sum(minor) as minor from ${changed} group by 1) as sums
    where t.creator_id = sums."creatorId"`);
  const goal = sql`creator_goal g on g.creator_id = v."creatorId" and v."receivedAt" >= g.starts_at
    and (g.ended_at is null or v."receivedAt" < g.ended_at)`;
  await tx.execute(sql`
    insert into creator_goal_total (goal_id)
    select distinct g.id from ${changed} join ${goal} order by 1 on conflict do nothing`);
  await tx.execute(sql`
    update creator_goal_total t set received_minor = t.received_minor + sums.minor
    from (select g.id, sum(v.minor) as minor from ${changed} join ${goal} group by g.id) as sums
    where t.goal_id = sums.id`);
}
