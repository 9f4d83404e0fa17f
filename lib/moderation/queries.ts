import { and, asc, count, desc, eq, min, ne, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { appeal, creator, person, report, reportNote, suspension } from '@/db/schema';
import { maskEmail } from '@/lib/mail';
import type { ReportKind } from './input';
import { readReportNumber } from './report-number';

/** As many as one page of the queue shows; the oldest stand first. */
export const QUEUE_MOST = 100;
const DECIDED_SHOWN = 20;

/** How a report stands, for who has its number; nothing of what was written. Null when there is none. */
export async function findReport(db: Queryable, typed: string) {
  const number = readReportNumber(typed);
  if (!number) return null;
  const [found] = await db
    .select({
      number: report.number, kind: report.kind, status: report.status, createdAt: report.createdAt, decidedAt: report.decidedAt,
      decision: report.decision, handle: creator.handle, hasAddress: sql<boolean>`${report.reporterEmail} is not null`,
    })
    .from(report)
    .innerJoin(creator, eq(creator.id, report.creatorId))
    .where(eq(report.number, number));
  return found ?? null;
}

export type ReportedPage = Awaited<ReturnType<typeof listReportedPages>>[number];

/**
 * Pages with open reports, whose oldest report waits longest first; all, or those with a report of one
 * kind. A page of the queue, from its beginning or after the place where another ended.
 */
export async function listReportedPages(db: Queryable, { kind, after }: { kind?: ReportKind; after?: { at: number; id: string } | null }) {
  const rows = await db
    .select({
      creatorId: creator.id, name: creator.name, handle: creator.handle, status: creator.status,
      reports: count(), oldestAt: min(report.createdAt),
      kinds: sql<ReportKind[]>`array_agg(distinct ${report.kind} order by ${report.kind})`,
    })
    .from(report)
    .innerJoin(creator, eq(creator.id, report.creatorId))
    .where(eq(report.status, 'open'))
    .groupBy(creator.id)
    .having(and(
      kind ? sql`bool_or(${report.kind} = ${kind})` : undefined,
      after ? sql`(min(${report.createdAt}), ${creator.id}) > (${new Date(after.at).toISOString()}::timestamptz, ${after.id}::uuid)` : undefined,
    ))
    .orderBy(asc(min(report.createdAt)), asc(creator.id))
    .limit(QUEUE_MOST);
  return rows.flatMap(({ oldestAt, ...row }) => (oldestAt ? [{ ...row, oldestAt }] : []));
}

/** Appeals that wait, the oldest first. */
export async function listOpenAppeals(db: Queryable) {
  return db
    .select({ id: appeal.id, createdAt: appeal.createdAt, suspendedBy: appeal.suspendedBy, creatorId: creator.id, name: creator.name, handle: creator.handle })
    .from(appeal)
    .innerJoin(suspension, eq(suspension.id, appeal.suspensionId))
    .innerJoin(creator, eq(creator.id, suspension.creatorId))
    .where(eq(appeal.status, 'open'))
    .orderBy(asc(appeal.createdAt), asc(appeal.id))
    .limit(QUEUE_MOST);
}

export type CaseFile = NonNullable<Awaited<ReturnType<typeof findCase>>>;

/** Everything about one page's reports, its suspension and appeal; reporters' addresses stay masked. */
export async function findCase(db: Queryable, creatorId: string) {
  const [page] = await db
    .select({
      id: creator.id, name: creator.name, handle: creator.handle, tagline: creator.tagline, bio: creator.bio, status: creator.status,
      personId: creator.personId, suspendedReason: creator.suspendedReason, suspendedWithOwner: creator.suspendedWithOwner, createdAt: creator.createdAt,
      ownerStatus: person.status,
    })
    .from(creator)
    .leftJoin(person, eq(person.id, creator.personId))
    .where(eq(creator.id, creatorId));
  if (!page) return null;
  const [open, decided, notes, latest] = await Promise.all([
    db.select().from(report).where(and(eq(report.creatorId, creatorId), eq(report.status, 'open'))).orderBy(asc(report.createdAt), asc(report.id)).limit(QUEUE_MOST),
    db.select().from(report).where(and(eq(report.creatorId, creatorId), ne(report.status, 'open'))).orderBy(desc(report.createdAt), desc(report.id)).limit(DECIDED_SHOWN),
    db
      .select({ id: reportNote.id, body: reportNote.body, createdAt: reportNote.createdAt, author: person.displayName })
      .from(reportNote)
      .innerJoin(person, eq(person.id, reportNote.authorId))
      .where(eq(reportNote.creatorId, creatorId))
      .orderBy(asc(reportNote.createdAt), asc(reportNote.id)),
    findSuspension(db, creatorId),
  ]);
  return { page, open: open.map(masked), decided: decided.map(masked), notes, ...latest };
}

function masked({ reporterEmail, key: _key, ...row }: typeof report.$inferSelect) {
  return { ...row, reporter: reporterEmail ? maskEmail(reporterEmail) : null };
}

/** The newest suspension of a page with the appeal against it, one whose appeal waits or that stands before others; null for what there is not. */
export async function findSuspension(db: Queryable, creatorId: string) {
  const [found] = await db
    .select({ suspension, appeal })
    .from(suspension)
    .leftJoin(appeal, eq(appeal.suspensionId, suspension.id))
    .where(eq(suspension.creatorId, creatorId))
    .orderBy(desc(sql`coalesce(${appeal.status} = 'open', false)`), desc(sql`${suspension.status} = 'standing'`), desc(suspension.suspendedAt), desc(suspension.id))
    .limit(1);
  return { suspension: found?.suspension ?? null, appeal: found?.appeal ?? null };
}

/** A suspension that came with its owner's, for who has the link to appeal; null when it never was. */
export async function findShutOut(db: Queryable, suspensionId: string) {
  const [found] = await db
    .select({ suspension, appeal, pageName: creator.name, creatorId: creator.id })
    .from(suspension)
    .innerJoin(creator, eq(creator.id, suspension.creatorId))
    .leftJoin(appeal, eq(appeal.suspensionId, suspension.id))
    .where(and(eq(suspension.id, suspensionId), eq(suspension.withOwner, true)));
  return found ?? null;
}
