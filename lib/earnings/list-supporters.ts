import { and, eq, gt, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { supporter } from '@/db/schema';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import type { Currency } from '@/lib/money';

export type SupporterOrder = 'latest' | 'most';

/** A supporter as one creator sees them, as far as they chose. */
export type SupporterRow = {
  id: string;
  /**
   * `anonymous` is one row for all who chose that; nothing links its tips to each other. Whether a
   * person has an account is theirs to tell: the kind only decides what is counted together.
   */
  kind: 'person' | 'guest' | 'anonymous';
  /** The name they gave last, or null. Never an address. */
  name: string | null;
  tips: number;
  totalMinor: number;
  currency: Currency;
  lastTipAt: Date;
};

/**
 * A page of the people who gave to one creator: who gave last first, or who gave most. Counted when
 * tips are posted, so that neither the number of tips nor the depth of the page matters.
 */
export async function listSupporters(
  db: Queryable,
  creatorId: string,
  order: SupporterOrder,
  asked: PageAsked,
): Promise<Slice<SupporterRow>> {
  const by = order === 'latest' ? supporter.lastTipAt : supporter.receivedMinor;
  const page = keyset(by, supporter.id, asked);
  const found = await db
    .select({
      id: supporter.id,
      isPerson: sql<boolean>`${supporter.personId} is not null`,
      isGuest: sql<boolean>`${supporter.guestKey} is not null`,
      name: sql<string | null>`(
        select t.display_name from tip t
        where t.supporter_id = supporter.id and t.visibility <> 'anonymous' and t.display_name is not null
        order by t.received_at desc, t.id desc limit 1)`,
      tips: supporter.tipsReceived,
      totalMinor: supporter.receivedMinor,
      currency: supporter.currency,
      lastTipAt: supporter.lastTipAt,
    })
    .from(supporter)
    .where(page.where(and(eq(supporter.creatorId, creatorId), gt(supporter.tipsReceived, 0))))
    .orderBy(...page.order)
    .limit(page.limit);
  const rows = found.map(({ isPerson, isGuest, name, ...row }): SupporterRow => {
    const kind = isPerson ? 'person' : isGuest ? 'guest' : 'anonymous';
    return { ...row, kind, name: kind === 'anonymous' ? null : name };
  });
  return sliceOf(rows, asked, ({ id, lastTipAt, totalMinor }) => ({ at: order === 'latest' ? lastTipAt.getTime() : totalMinor, id }));
}
