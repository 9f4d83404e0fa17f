import { eq, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { payout } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { invariant } from '@/lib/errors';
import { lookAgain as askAboutAccount } from '@/lib/payout-accounts';
import { ProcessorUnavailable, type TransferOrder } from '@/lib/stripe';
import { approversNeeded, approversOf } from './approvers';
import { endUnsent } from './end-unsent';
import { lookAgain, stopWords, type Stop } from './look-again';
import { mayHaveLeft } from './may-have-left';
import { movePayout } from './move-payout';
import { lockPayout, type PayoutWithCreator } from './payout-rows';

/** Real time for which a claimed payout is ours: longer than the processor's slowest answer and its repeats. */
const LEASE_SECONDS = 180;

/** What is asked of the processor, and whether it may have been asked before. */
export type Order = TransferOrder & { isRepeat: boolean };

/**
 * Takes the next approved payout that is due, writes down that it is tried, and says what to ask of
 * the processor; from then on nothing cancels it. One that has not been tried is looked at again
 * first, its account at the processor too: what changed since it was approved cancels it instead, and
 * where who approved it is no admin any more, it waits in the queue again.
 *
 * @param seen payouts that this run had already
 * @param now business time
 * @returns null when none is left; its `order` is null when it was cancelled, or somebody else has it, or
 *   because of a `fault` that nobody foresaw, which must not stand in the way of the others
 */
export async function claimPayout(seen: readonly string[], now: Date): Promise<{ payoutId: string; order: Order | null; fault?: unknown } | null> {
  const { rows } = await getDb().execute<{ id: string; creatorId: string; isTried: boolean }>(sql`
    select id, creator_id as "creatorId", tried_at is not null as "isTried" from payout where status = 'approved' and next_attempt_at <= ${now.toISOString()}::timestamptz
      and (lease_until is null or lease_until < now()) and id <> all(${sql.param([...seen])}::uuid[])
    order by next_attempt_at, id limit 1`);
  const [due] = rows;
  if (!due) return null;
  const { id: payoutId, creatorId, isTried } = due;
  try {
    if (!isTried && !(await isAccountKnown(creatorId, now))) return { payoutId, order: null };
    return { payoutId, order: await inTransaction((tx) => claimIn(tx, payoutId, now)) };
  } catch (fault) {
    return { payoutId, order: null, fault };
  }
}

/** Whether we know where it would go: what was told of the account may have been lost, so it is asked for. */
async function isAccountKnown(creatorId: string, now: Date): Promise<boolean> {
  try {
    await askAboutAccount(creatorId, now);
    return true;
  } catch (error) {
    if (error instanceof ProcessorUnavailable) return false;
    throw error;
  }
}

async function claimIn(tx: Tx, payoutId: string, now: Date): Promise<Order | null> {
  const held = await lockPayout(tx, payoutId);
  invariant(held, 'a payout is never removed');
  if (!(await isFree(tx, held))) return null;
  const stop = held.triedAt ? null : await lookAgain(tx, held, now);
  if (stop) {
    if (await mayHaveLeft(tx, held)) return null;
    await endUnsent(tx, held, { to: 'cancelled', reason: wordsOf(stop), now });
    return null;
  }
  if (!held.triedAt && !(await isStillAgreed(tx, held))) return null;
  // A repeat asks for the very same as the try before it, whatever became of the account since.
  const accountId = held.triedAt ? held.stripeAccountId : held.account?.stripeAccountId;
  invariant(accountId, 'an account that can be paid is known to the processor');
  const destination = held.triedAt ? held.destination : (held.account?.destination ?? null);
  await tx
    .update(payout)
    .set({ triedAt: held.triedAt ?? now, stripeAccountId: accountId, destination, leaseUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
    .where(eq(payout.id, payoutId));
  return { payoutId, attempt: held.attempt, accountId, amountMinor: held.amountMinor, currency: held.currency, isRepeat: held.triedAt !== null || (await isForgotten(tx, held)) };
}

/** Whether those who approved it may still; else it is back in review, and the log says why. */
async function isStillAgreed(tx: Tx, held: PayoutWithCreator): Promise<boolean> {
  const [approvers, needed] = [await approversOf(tx, held), await approversNeeded(tx, held)];
  if (approvers.length >= needed) return true;
  await movePayout(tx, held, 'in_review', { approvedAt: null, nextAttemptAt: null, leaseUntil: null });
  await recordAct(tx, { actorId: null, action: 'payout.approval_lapsed', subjectKind: 'payout', subjectId: held.id, detail: { approvers: approvers.length, needed } });
  return false;
}

/** In books that were restored from a backup it may have left already: then its transfer is looked for, as of a repeat. */
async function isForgotten(tx: Tx, { id }: PayoutWithCreator): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from payout p join reconcile_cursor c on c.name = 'restored' and c.read_until >= p.requested_at where p.id = ${id}`);
  return rows.length > 0;
}

/** Somebody may have claimed it, or it may have ended, between our look and our lock. */
async function isFree(tx: Tx, held: PayoutWithCreator): Promise<boolean> {
  const { rows } = await tx.execute<{ free: boolean }>(sql`
    select (status = 'approved' and (lease_until is null or lease_until < now())) as free from payout where id = ${held.id}`);
  return rows[0]?.free === true;
}

function wordsOf(stop: Stop): string {
  if (stop.why !== 'account') return stopWords[stop.why];
  return stop.obstacle.why === 'resting'
    ? 'Your payout account or your sign-in address changed before it left. Ask again when that has rested.'
    : 'Your payout account takes no money at the moment. See what it needs, then ask again.';
}
