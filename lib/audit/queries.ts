import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { auditLog, person } from '@/db/schema';

export type RecordedAct = typeof auditLog.$inferSelect & {
  /** What the actor is called now; null for the command line and for people without a name. */
  actorName: string | null;
};

/** Where a page of acts ended; the next one begins after it. */
export type ActsCursor = { happenedAt: Date; id: string };

export type ActsFilter = {
  actorId?: string;
  action?: string;
  subject?: { kind: string; id: string };
};

/**
 * What people did, newest first, one page: by whom, of which kind and to what, each alone or
 * together. Every filter has its index, and a page costs the same at any depth.
 */
export async function listActs(
  db: Queryable,
  filter: ActsFilter,
  page: { after: ActsCursor | null; limit: number },
): Promise<RecordedAct[]> {
  const conditions: (SQL | undefined)[] = [
    filter.actorId ? eq(auditLog.actorId, filter.actorId) : undefined,
    filter.action ? eq(auditLog.action, filter.action) : undefined,
    filter.subject ? and(eq(auditLog.subjectKind, filter.subject.kind), eq(auditLog.subjectId, filter.subject.id)) : undefined,
    page.after ? sql`(${auditLog.happenedAt}, ${auditLog.id}) < (${page.after.happenedAt.toISOString()}::timestamptz, ${page.after.id}::uuid)` : undefined,
  ];
  const rows = await db
    .select({ act: auditLog, actorName: person.displayName })
    .from(auditLog)
    .leftJoin(person, eq(person.id, auditLog.actorId))
    .where(and(...conditions))
    .orderBy(desc(auditLog.happenedAt), desc(auditLog.id))
    .limit(page.limit);
  return rows.map(({ act, actorName }) => ({ ...act, actorName }));
}
