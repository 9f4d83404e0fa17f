import { sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { deriveId } from '@/lib/ids';
import { invariant } from '@/lib/errors';
import { accountId, balancesOf, postTransfers, transfersOf, type TransferInput } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { account, releasePosting, type PostedTip } from './postings';

const BATCH = 500;
/** A refused batch holds the locks that make its next try exact; the third is for a bug. */
const TRIES = 3;

type DueTip = { id: string; owner: string; currency: Currency; heldMinor: number; availableMinor: number; releases: number };
type Released = { id: string; availableMinor: number };

/**
 * Moves what is due from held to available, oldest first: the hold is over, Stripe lets it be paid
 * out and the fee is posted (`held_until` says when all three are). A creator's debt is repaid
 * first. Batches are set-based; two workers share the work by SKIP LOCKED; the id of each release
 * follows from its tip, and state and ledger move in one transaction.
 *
 * @param now business time
 * @returns how many tips were released
 */
export async function releaseHeld(now: Date): Promise<number> {
  for (let released = 0; ; ) {
    const count = await inTransaction((tx) => releaseBatch(tx, now));
    released += count;
    if (count < BATCH) return released;
  }
}

async function releaseBatch(tx: Tx, now: Date): Promise<number> {
  const due = await claim(tx, now);
  const done: Released[] = [];
  for (let waiting = due, tries = 0; waiting.length > 0; tries += 1) {
    invariant(tries < TRIES, 'balances that are locked do not change');
    waiting = await release(tx, waiting, now, done);
  }
  await store(tx, done);
  return due.length;
}

async function claim(tx: Tx, now: Date): Promise<DueTip[]> {
  const { rows } = await tx.execute<Omit<DueTip, 'heldMinor' | 'availableMinor'> & { held: string; available: string }>(sql`
    select t.id, c.ledger_owner as owner, t.currency, t.held_minor::text as held, t.available_minor::text as available, t.releases
    from tip t join creator c on c.id = t.creator_id
    where t.held_minor > 0 and t.held_until <= ${now.toISOString()}::timestamptz
    order by t.held_until, t.id limit ${BATCH} for update of t skip locked`);
  return rows.map(({ held, available, ...row }) => ({ ...row, heldMinor: Number(held), availableMinor: Number(available) }));
}

/**
 * Posts what it can and answers those that another worker's repayment of the same debt came before:
 * the ledger has locked that debt by now, so that the next look at it is the last.
 */
async function release(tx: Tx, due: DueTip[], now: Date, done: Released[]): Promise<DueTip[]> {
  const debts = await readDebts(tx, due);
  const releases = due.map((tip) => releaseOne(tip, debts, now));
  const answers = await postTransfers(tx, releases.flatMap(({ transfers }) => transfers));
  let at = 0;
  return releases.flatMap(({ tip, availableMinor, transfers }) => {
    const answer = answers[at];
    at += transfers.length;
    if (answer === 'no_funds') return [tip];
    invariant(answer === 'posted', `the ledger answered ${answer} to the release of a tip`);
    done.push({ id: tip.id, availableMinor });
    return [];
  });
}

function releaseOne(tip: DueTip, debts: Map<string, number>, now: Date): Released & { tip: DueTip; transfers: TransferInput[] } {
  const key = accountId(account('creator_debt', tip));
  const debtMinor = debts.get(key) ?? 0;
  const posting = releasePosting(posted(tip), debtMinor);
  debts.set(key, debtMinor - posting.repaidMinor);
  const event = { transactionId: deriveId(tip.id, `released:${tip.releases}`), currency: tip.currency, happenedAt: now };
  return { id: tip.id, tip, availableMinor: posting.availableMinor, transfers: transfersOf(event, posting.drafts) };
}

async function readDebts(tx: Tx, due: DueTip[]): Promise<Map<string, number>> {
  const refs = [...new Map(due.map((tip) => account('creator_debt', tip)).map((ref) => [accountId(ref), ref])).values()];
  const balances = await balancesOf(tx, refs);
  return new Map(refs.map((ref, at) => [accountId(ref), balances[at] ?? 0]));
}

async function store(tx: Tx, done: Released[]): Promise<void> {
  await tx.execute(sql`
    update tip set held_minor = 0, available_minor = v."availableMinor", releases = tip.releases + 1
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as v(id uuid, "availableMinor" bigint)
    where tip.id = v.id`);
}

/** A release asks nothing of fees: those left the held money before. */
function posted(tip: DueTip): PostedTip {
  return { ...tip, grossMinor: 0, platformFeeMinor: 0, platformTipMinor: 0 };
}
