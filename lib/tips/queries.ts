import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, creatorGoalTotal, creatorTipTotal, creatorGoal, payment, tip } from '@/db/schema';
import { pictureBeside } from '@/lib/creators';
import { picturesOf } from '@/lib/media';
import type { Currency } from '@/lib/money';
import { disputeStatusOf } from '@/lib/payments';

/** A tip as anybody may see it; only tips whose fan chose "public" are ever read here. */
export type PublicTip = {
  id: string;
  /** What the fan called themselves, or null. */
  name: string | null;
  message: string | null;
  amountMinor: number;
  currency: Currency;
  receivedAt: Date;
};

/** The newest public tips that a creator has received, newest first. */
export async function recentPublicTips(db: Queryable, creatorId: string, limit: number): Promise<PublicTip[]> {
  const rows = await pageQueriesOf(db).recent.execute({ creatorId, limit });
  return rows.flatMap((row) => (row.receivedAt ? [{ ...row, receivedAt: row.receivedAt }] : []));
}

/** How many tips a creator has received, and what of them counts towards the open goal. */
export async function tipTotals(
  db: Queryable,
  creatorId: string,
): Promise<{ tipsReceived: number; goalReceivedMinor: number }> {
  const [row] = await pageQueriesOf(db).totals.execute({ creatorId });
  return { tipsReceived: row?.tipsReceived ?? 0, goalReceivedMinor: row?.goalReceivedMinor ?? 0 };
}

/** Putting these together costs more than asking them, and every render of a creator's page asks. */
const pageQueries = new WeakMap<Queryable, ReturnType<typeof preparePageQueries>>();

function pageQueriesOf(db: Queryable): ReturnType<typeof preparePageQueries> {
  const known = pageQueries.get(db) ?? preparePageQueries(db);
  pageQueries.set(db, known);
  return known;
}

/** Without a name PostgreSQL keeps nothing between two calls, which pgbouncer would not allow. */
function preparePageQueries(db: Queryable) {
  const recent = db
    .select({
      id: tip.id,
      name: tip.displayName,
      message: tip.message,
      amountMinor: tip.amountMinor,
      currency: tip.currency,
      receivedAt: tip.receivedAt,
    })
    .from(tip)
    .where(and(eq(tip.creatorId, sql.placeholder('creatorId')), eq(tip.status, 'received'), eq(tip.visibility, 'public')))
    .orderBy(desc(tip.receivedAt), tip.id)
    .limit(sql.placeholder('limit'))
    .prepare('');
  const totals = db
    .select({ tipsReceived: creatorTipTotal.tipsReceived, goalReceivedMinor: creatorGoalTotal.receivedMinor })
    .from(creatorTipTotal)
    .leftJoin(creatorGoal, and(eq(creatorGoal.creatorId, creatorTipTotal.creatorId), isNull(creatorGoal.endedAt)))
    .leftJoin(creatorGoalTotal, eq(creatorGoalTotal.goalId, creatorGoal.id))
    .where(eq(creatorTipTotal.creatorId, sql.placeholder('creatorId')))
    .prepare('');
  return { recent, totals };
}

/** A tip with its payment and creator, for its receipt; null when the payment is not a tip's. */
export async function findTipOfPayment(db: Queryable, paymentId: string) {
  const [row] = await db
    .select({
      tip,
      payment,
      dispute: disputeStatusOf(sql`${payment.id}`),
      creator: { name: creator.name, handle: creator.handle, thankYou: creator.thankYou },
      art: creator.art,
      avatar: pictureBeside(creator.avatarId),
    })
    .from(tip)
    .innerJoin(payment, eq(payment.id, tip.paymentId))
    .innerJoin(creator, eq(creator.id, tip.creatorId))
    .where(eq(tip.paymentId, paymentId));
  if (!row) return null;
  const { art, avatar, ...found } = row;
  return { ...found, creator: { ...found.creator, avatar: picturesOf({ art, avatar, banner: null }).avatar } };
}
