import { sql, type SQL } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { accountId, balancesOf, postTransfers, transfersOf, type TransferInput } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { account, releasePosting, type IncomeLine } from './postings';

const BATCH = 500;
/** A refused batch holds the locks that make its next try exact; the third is for a bug. */
const TRIES = 3;

/** A line whose hold is over; `releases` counts how often its money was released before. */
type DueLine = { id: string; owner: string; currency: Currency; heldMinor: number; availableMinor: number; releases: number };
type ReleasedLine = { id: string; availableMinor: number };

/**
 * A table whose rows keep held money, as tips and the lines of tabs do: each with `creator_id`,
 * `currency`, `held_minor`, `held_until`, `available_minor` and `releases`.
 */
export type HeldMoney = {
  table: SQL;
  /** What else must be true of a row, called `l`, whose hold is over. */
  isFree: SQL;
};

/**
 * Moves what is due from held to available, oldest first: the hold is over, Stripe lets it be paid
 * out and the fee is posted (`held_until` says when all three are). A creator's debt is repaid
 * first. Batches are set-based; two workers share the work by SKIP LOCKED; the id of each release
 * follows from its line, and state and ledger move in one transaction.
 *
 * @param now business time
 * @returns how many lines were released
 */
export async function releaseHeld(money: HeldMoney, now: Date): Promise<number> {
  for (let released = 0; ; ) {
    const count = await inTransaction((tx) => releaseBatch(tx, money, now));
    released += count;
    if (count < BATCH) return released;
  }
}

async function releaseBatch(tx: Tx, money: HeldMoney, now: Date): Promise<number> {
  const due = await claim(tx, money, now);
  const done: ReleasedLine[] = [];
  for (let waiting = due, tries = 0; waiting.length > 0; tries += 1) {
    invariant(tries < TRIES, 'balances that are locked do not change');
    waiting = await release(tx, waiting, now, done);
  }
  if (done.length > 0) await store(tx, money, done);
  return due.length;
}

/** Lines that are due, oldest first, locked; those that another worker has are skipped. */
async function claim(tx: Tx, { table, isFree }: HeldMoney, now: Date): Promise<DueLine[]> {
  const { rows } = await tx.execute<Omit<DueLine, 'heldMinor' | 'availableMinor'> & { held: string; available: string }>(sql`
    select l.id, c.ledger_owner as owner, l.currency, l.held_minor::text as held, l.available_minor::text as available, l.releases
    from ${table} l join creator c on c.id = l.creator_id
    where l.held_minor > 0 and l.held_until <= ${now.toISOString()}::timestamptz and ${isFree}
    order by l.held_until, l.id limit ${BATCH} for update of l skip locked`);
  return rows.map(({ held, available, ...row }) => ({ ...row, heldMinor: Number(held), availableMinor: Number(available) }));
}

/** Nothing is held of these any more, and they were released once more. */
async function store(tx: Tx, { table }: HeldMoney, released: ReleasedLine[]): Promise<void> {
  await tx.execute(sql`
    update ${table} l set held_minor = 0, available_minor = v."availableMinor", releases = l.releases + 1
    from jsonb_to_recordset(${JSON.stringify(released)}::jsonb) as v(id uuid, "availableMinor" bigint)
    where l.id = v.id`);
}

/**
 * Posts what it can and answers those that another worker's repayment of the same debt came before:
 * the ledger has locked that debt by now, so that the next look at it is the last.
 */
async function release(tx: Tx, due: DueLine[], now: Date, done: ReleasedLine[]): Promise<DueLine[]> {
  const debts = await readDebts(tx, due);
  const releases = due.map((line) => releaseOne(line, debts, now));
  const answers = await postTransfers(tx, releases.flatMap(({ transfers }) => transfers));
  let at = 0;
  return releases.flatMap(({ line, availableMinor, transfers }) => {
    const answer = answers[at];
    at += transfers.length;
    if (answer === 'no_funds') return [line];
    invariant(answer === 'posted', `the ledger answered ${answer} to a release`);
    done.push({ id: line.id, availableMinor });
    return [];
  });
}

function releaseOne(line: DueLine, debts: Map<string, number>, now: Date): ReleasedLine & { line: DueLine; transfers: TransferInput[] } {
  const key = accountId(account('creator_debt', line));
  const debtMinor = debts.get(key) ?? 0;
  const posting = releasePosting(posted(line), debtMinor);
  debts.set(key, debtMinor - posting.repaidMinor);
  const event = { transactionId: deriveId(line.id, `released:${line.releases}`), currency: line.currency, happenedAt: now };
  return { id: line.id, line, availableMinor: posting.availableMinor, transfers: transfersOf(event, posting.drafts) };
}

async function readDebts(tx: Tx, due: DueLine[]): Promise<Map<string, number>> {
  const refs = [...new Map(due.map((line) => account('creator_debt', line)).map((ref) => [accountId(ref), ref])).values()];
  const balances = await balancesOf(tx, refs);
  return new Map(refs.map((ref, at) => [accountId(ref), balances[at] ?? 0]));
}

/** A release asks nothing of fees: those left the held money before. */
function posted(line: DueLine): IncomeLine {
  return { ...line, grossMinor: 0, platformFeeMinor: 0, platformTipMinor: 0 };
}
