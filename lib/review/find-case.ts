import { asc, desc, eq, ne, and, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payout, payoutApproval, payoutNote, person } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { balancesOf, type LedgerAccountKind } from '@/lib/ledger';
import { payoutObstacle, readPayoutAccount } from '@/lib/payout-accounts';
import { readPayoutTerms, standingApprovals } from '@/lib/payouts';
import { countPayoutLines, listGivers, listLatestGifts, listPayoutLines } from './case-lists';
import { incomeFacts } from './page-facts';
import { scorePayouts } from './score-payouts';

const EARLIER_SHOWN = 5;
const OWNED = ['creator_held', 'creator_available', 'creator_reserved', 'creator_debt'] as const satisfies readonly LedgerAccountKind[];

export type PayoutCase = NonNullable<Awaited<ReturnType<typeof findPayoutCase>>>;

/**
 * Everything an admin needs to decide about one payout; null when there is none of this id.
 *
 * @param now business time
 */
export async function findPayoutCase(db: Queryable, payoutId: string, now: Date) {
  const [found] = await db
    .select({ payout, creator, owner: { id: person.id, displayName: person.displayName, status: person.status } })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .leftJoin(person, eq(person.id, creator.personId))
    .where(eq(payout.id, payoutId));
  if (!found) return null;
  const { id, creatorId, currency } = found.payout;
  const [scores, [income], account, balances, approvals, notes, earlier, terms, lines, lineCount, givers, latest] = await Promise.all([
    scorePayouts(db, [id], now),
    incomeFacts(db, { payoutIds: [id], now }),
    readPayoutAccount(db, creatorId),
    balancesOf(db, OWNED.map((kind) => ({ kind, owner: found.creator.ledgerOwner, currency }))),
    readApprovals(db, id),
    readNotes(db, id),
    readEarlier(db, creatorId, id),
    readPayoutTerms(db, currency),
    listPayoutLines(db, id),
    countPayoutLines(db, id),
    listGivers(db, { creatorId, currency, now }),
    listLatestGifts(db, { creatorId, now }),
  ]);
  const score = scores.get(id);
  invariant(score, 'a payout that is there has a score');
  return {
    ...found, account, score, income: income ?? null, approvals, notes, earlier, lines, lineCount, givers, latest,
    balances: { heldMinor: balances[0] ?? 0, availableMinor: balances[1] ?? 0, reservedMinor: balances[2] ?? 0, debtMinor: balances[3] ?? 0 },
    needsSecond: found.payout.amountMinor > terms.secondApproverMinor,
    secondApproverMinor: terms.secondApproverMinor,
    /** Why its account takes nothing now; approving refuses by the same rule. */
    obstacle: payoutObstacle(account, now),
  };
}

function readApprovals(db: Queryable, payoutId: string) {
  return db
    .select({
      adminId: payoutApproval.adminId, name: person.displayName, createdAt: payoutApproval.createdAt,
      /** Not, when who gave it is no admin with a second factor any more. */
      counts: sql<boolean>`exists (select from ${standingApprovals} where a.payout_id = ${payoutApproval.payoutId} and a.admin_id = ${payoutApproval.adminId})`,
    })
    .from(payoutApproval)
    .innerJoin(person, eq(person.id, payoutApproval.adminId))
    .where(eq(payoutApproval.payoutId, payoutId))
    .orderBy(asc(payoutApproval.createdAt), asc(payoutApproval.adminId));
}

function readNotes(db: Queryable, payoutId: string) {
  return db
    .select({ id: payoutNote.id, body: payoutNote.body, createdAt: payoutNote.createdAt, author: person.displayName })
    .from(payoutNote)
    .innerJoin(person, eq(person.id, payoutNote.authorId))
    .where(eq(payoutNote.payoutId, payoutId))
    .orderBy(asc(payoutNote.createdAt), asc(payoutNote.id));
}

function readEarlier(db: Queryable, creatorId: string, payoutId: string) {
  return db
    .select({ id: payout.id, amountMinor: payout.amountMinor, currency: payout.currency, status: payout.status, reason: payout.reason, requestedAt: payout.requestedAt })
    .from(payout)
    .where(and(eq(payout.creatorId, creatorId), ne(payout.id, payoutId)))
    .orderBy(desc(payout.requestedAt), desc(payout.id))
    .limit(EARLIER_SHOWN);
}
