import { and, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { cardMeasure, payment } from '@/db/schema';
import { addDays } from '@/lib/dates';

export type Measure = typeof cardMeasure.$inferSelect;

/** What is done about any of these marks at this moment. */
export async function measuresInForce(db: Queryable, marks: string[]): Promise<Measure[]> {
  return db
    .select()
    .from(cardMeasure)
    .where(and(inArray(cardMeasure.mark, marks), gt(cardMeasure.until, sql`now()`), isNull(cardMeasure.liftedAt)));
}

/** A page that should not stay open: of whom, and what it is for. */
export type OpenCardPage = { id: string; deed: 'tip' | 'card' | 'pay_bill' };

/** So many refused cards on one page are enough, whoever types them. */
const MOST_ON_ONE_PAGE = 5;

/**
 * Pages to close before their time: of a browser that is blocked, of a blocked connection where a card
 * was refused, and those on which too many cards were. Who shares a connection keeps theirs.
 */
export async function listPagesToClose(db: Queryable): Promise<OpenCardPage[]> {
  const { rows } = await db.execute<OpenCardPage>(sql`
    select p.id, p.deed from card_page p
    cross join lateral (select count(*) as number from card_refusal r where r.page_id = p.id and r.mark = 'everywhere:all') refused
    where p.closed_at is null and p.opened_at > now() - interval '75 minutes' and (
      refused.number >= ${MOST_ON_ONE_PAGE}
      or exists (
        select from card_measure m
        where m.mark = any(p.marks) and m.step = 'block' and m.until > now() and m.lifted_at is null
          and (m.mark like 'browser:%' or (m.mark like 'connection:%' and refused.number > 0))))
    order by p.opened_at`);
  return rows;
}

/** Writes down that a page was closed, so that it is not closed again. */
export async function noteClosed(db: Queryable, pageId: string): Promise<void> {
  await db.execute(sql`update card_page set closed_at = now() where id = ${pageId}::uuid`);
}

/**
 * Whether somebody paid here more than a day ago: a thief's account is new.
 *
 * @param now business time
 */
export async function isKnown(db: Queryable, personId: string, now: Date): Promise<boolean> {
  const [paid] = await db
    .select({ id: payment.id })
    .from(payment)
    .where(and(eq(payment.personId, personId), eq(payment.status, 'succeeded'), lt(payment.settledAt, addDays(now, -1))))
    .limit(1);
  return paid !== undefined;
}
