import { sql, type Param } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { column } from '@/db/column';
import { invariant } from '@/lib/errors';
import { accountId, accountKey, type AccountRef } from './account-id';
import { ACCOUNT_KINDS, TRANSFER_KINDS } from './chart';
import { cutIntoRuns, planTransactions, type PlannedTransaction } from './plan-posting';
import type { PostOutcome, TransferInput } from './transfer';

/**
 * Posts transfers: the one way money moves in our books. One statement, one round trip, however
 * many transfers and transactions; accounts are made on demand.
 *
 * It answers per transfer, in the order given, as if the transactions had been posted one after
 * the other. The transfers of one `transactionId` are posted all or none and share their answer;
 * other transactions of the same call are not touched by a refusal. Nothing but `posted` writes
 * transfers. A caller that cannot live with a refusal throws its own, which rolls all back.
 *
 * Floored balances that it read stay locked until `tx` ends, so decide nothing slow after it.
 *
 * @throws the database's error; 40001 and 40P01 are tried again by `inTransaction` with the same ids
 */
export async function postTransfers(
  tx: Tx,
  transfers: readonly TransferInput[],
): Promise<PostOutcome[]> {
  const outcomes = new Array<PostOutcome>(transfers.length).fill('invalid');
  const planned = planTransactions(transfers);
  planned.filter(({ refused }) => refused).forEach((each) => settle(each, each.refused, outcomes));
  for (const run of cutIntoRuns(planned.filter(({ refused }) => !refused))) {
    const answers = await postRun(tx, run);
    run.forEach((transaction, at) => settle(transaction, answers[at], outcomes));
  }
  return outcomes;
}

async function postRun(tx: Tx, run: readonly PlannedTransaction[]): Promise<PostOutcome[]> {
  const columns = columnsOf(run);
  const { rows } = await tx.execute<{ answers: string[] }>(
    sql`select ledger_post(${sql.join(columns, sql`, `)}) as answers`,
  );
  const answers = rows[0]?.answers ?? [];
  invariant(answers.length === run.length, 'the ledger answers each transaction once');
  return answers.map(toOutcome);
}

/** The arguments of `ledger_post`, one array per column, in its order. */
function columnsOf(run: readonly PlannedTransaction[]): Param[] {
  const rows = run.flatMap(({ transfers }, at) =>
    transfers.map((transfer) => ({ transfer, group: at + 1 })));
  const accounts = new Map<string, { id: string; ref: AccountRef }>();
  // One hash per account: most transfers of a call meet on a few.
  const idOf = (ref: AccountRef) => {
    const key = accountKey(ref);
    const known = accounts.get(key) ?? { id: accountId(ref), ref };
    accounts.set(key, known);
    return known.id;
  };
  const debits = column(rows, ({ transfer }) => idOf(transfer.debit));
  const credits = column(rows, ({ transfer }) => idOf(transfer.credit));
  const opened = [...accounts.values()];
  return [
    column(opened, ({ id }) => id),
    column(opened, ({ ref }) => ACCOUNT_KINDS[ref.kind].code),
    column(opened, ({ ref }) => ref.owner),
    column(opened, ({ ref }) => ref.currency),
    column(run, ({ transactionId }) => transactionId),
    column(rows, ({ group }) => group),
    column(rows, ({ transfer }) => transfer.id),
    debits,
    credits,
    column(rows, ({ transfer }) => transfer.amountMinor),
    column(rows, ({ transfer }) => transfer.currency),
    column(rows, ({ transfer }) => TRANSFER_KINDS[transfer.kind].code),
    // The processor's words, so with quotes: what it calls NULL is a name.
    sql.param(rows.map(({ transfer }) => transfer.externalRef ?? null)),
    column(rows, ({ transfer }) => transfer.reverses ?? null),
    column(rows, ({ transfer }) => transfer.happenedAt),
  ];
}

function settle(
  transaction: PlannedTransaction,
  answer: PostOutcome | null | undefined,
  outcomes: PostOutcome[],
): void {
  invariant(answer, 'every transaction has an answer');
  for (const place of transaction.places) outcomes[place] = answer;
  // A repeat within one call comes after the transfer that it repeats.
  const echo = answer === 'posted' ? 'already_posted' : answer;
  for (const place of transaction.echoes) outcomes[place] = echo;
}

function toOutcome(answer: string): PostOutcome {
  switch (answer) {
    case 'posted':
    case 'already_posted':
    case 'no_funds':
    case 'id_reused':
    case 'invalid':
      return answer;
    default:
      throw new Error(`Invariant violated: the ledger answered ${answer}`);
  }
}
