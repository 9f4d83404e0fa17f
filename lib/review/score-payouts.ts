import { inArray, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payout } from '@/db/schema';
import { readSetting } from '@/lib/settings';
import { countLinks } from './link-gifts';
import { incomeFacts, pageFacts } from './page-facts';
import { weigh, type Score } from './weigh';

/**
 * The score of each payout with its reasons, from the rows as they are now: nothing is kept, so nothing
 * can be out of date. A handful of reads for all of them together, one after the other, because a
 * decision asks in its transaction.
 *
 * @param now business time
 */
export async function scorePayouts(db: Queryable, payoutIds: string[], now: Date): Promise<Map<string, Score>> {
  if (payoutIds.length === 0) return new Map();
  const asked = { payoutIds, now };
  const rows = await db
    .select({ payoutId: payout.id, creatorId: creator.id, handle: creator.handle, currency: payout.currency })
    .from(payout)
    .innerJoin(creator, eq(creator.id, payout.creatorId))
    .where(inArray(payout.id, payoutIds));
  const links = await countLinks(db, asked);
  const incomes = await incomeFacts(db, asked);
  const pages = await pageFacts(db, asked);
  const levels = await readSetting(db, 'riskLevels');
  const scores = rows.flatMap((row): [string, Score][] => {
    const of = <Fact extends { payoutId: string }>(facts: Fact[]) => facts.find(({ payoutId }) => payoutId === row.payoutId);
    const page = of(pages);
    if (!page) return [];
    return [[row.payoutId, weigh({ ...row, page, income: of(incomes) ?? null, links: links.filter(({ payoutId }) => payoutId === row.payoutId), levels, now })]];
  });
  return new Map(scores);
}
