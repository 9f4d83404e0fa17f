import { sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { postTransfers, transfersOf, type TransferDraft } from '@/lib/ledger';
import { isCurrency, type Currency } from '@/lib/money';

/** One movement as our copy of the processor's record has it. */
export type Movement = {
  id: string;
  transactionId: string;
  amountMinor: number;
  feeMinor: number;
  currency: Currency;
  happenedAt: Date;
};

/** What is the operator's own: their money in and out, or what the processor charges them. */
export type OwnMatter = 'own' | 'cost';

const OWN_TYPES: Record<string, OwnMatter> = {
  payout: 'own',
  payout_failure: 'own',
  payout_cancel: 'own',
  topup: 'own',
  topup_reversal: 'own',
  stripe_fee: 'cost',
  stripe_fx_fee: 'cost',
  tax_fee: 'cost',
};

const MOST = 500;

/**
 * Books what the processor moved by itself and no domain of ours asked for: the operator's payouts to
 * their own bank and money they put in, and what the processor charges beside its fee on a charge. Each
 * under the movement's own id, so a second run finds it booked.
 *
 * @returns how many movements were booked
 */
export async function bookOwn(): Promise<number> {
  const { rows } = await getDb().execute<MovementRow & { type: string }>(sql`
    select ${columns}, type from balance_record
    where matched_at is null and type = any(${sql.param(Object.keys(OWN_TYPES))}::text[])
    order by happened_at, id limit ${MOST}`);
  let booked = 0;
  for (const row of rows) {
    const matter = OWN_TYPES[row.type];
    if (matter && (await inTransaction((tx) => bookMovement(tx, toMovement(row), matter)))) booked += 1;
  }
  return booked;
}

/**
 * Posts one movement as the operator's own, its fee as a cost.
 *
 * @returns whether it was posted now
 */
export async function bookMovement(tx: Tx, move: Movement, matter: OwnMatter): Promise<boolean> {
  const drafts = draftsOf(move, matter);
  if (drafts.length === 0) return false;
  const [first, ...others] = drafts;
  const outcomes = await postTransfers(tx, transfersOf(move, first ? [{ ...first, externalRef: move.id }, ...others] : []));
  invariant(outcomes.every((outcome) => outcome === 'posted' || outcome === 'already_posted'), `the ledger takes the movement ${move.id}: ${outcomes.join(', ')}`);
  return outcomes[0] === 'posted';
}

function draftsOf({ amountMinor, feeMinor, currency }: Movement, matter: OwnMatter): TransferDraft[] {
  const clearing = { kind: 'processor_clearing', owner: null, currency } as const;
  const bank = { kind: 'operator_bank', owner: null, currency } as const;
  const costs = { kind: 'processor_costs', owner: null, currency } as const;
  const cost = (minor: number): TransferDraft[] => {
    if (minor > 0) return [{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: minor }];
    return minor < 0 ? [{ kind: 'processor_cost_returned', debit: clearing, credit: costs, amountMinor: -minor }] : [];
  };
  if (matter === 'cost') return cost(feeMinor - amountMinor);
  const moved: TransferDraft[] = amountMinor < 0
    ? [{ kind: 'operator_paid_out', debit: bank, credit: clearing, amountMinor: -amountMinor }]
    : amountMinor > 0 ? [{ kind: 'operator_paid_in', debit: clearing, credit: bank, amountMinor }] : [];
  return [...moved, ...cost(feeMinor)];
}

/** The columns of a movement, for `toMovement`. */
export const columns = sql`id, transaction_id as "transactionId", amount_minor::text as amount, fee_minor::text as fee, currency,
  (extract(epoch from happened_at) * 1000)::float8 as "happenedMs"`;

export type MovementRow = { id: string; transactionId: string; amount: string; fee: string; currency: string; happenedMs: number };

/** A row of `columns` as a movement. */
export function toMovement({ id, transactionId, amount, fee, currency, happenedMs }: MovementRow): Movement {
  invariant(isCurrency(currency), 'the processor settles in currencies that money knows');
  return { id, transactionId, amountMinor: Number(amount), feeMinor: Number(fee), currency, happenedAt: new Date(happenedMs) };
}
