import { and, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
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
  /** Only looks at somebody's things, or only what changed something. */
  of?: 'looks' | 'deeds';
  /** From this moment on, and before that one. */
  from?: Date;
  before?: Date;
  /** Who reads: what was weighed about a payout of their own page is not for them. */
  readBy?: string;
};

/** The acts that only read: their names end so. */
const LOOKS = sql`${auditLog.action} ~ '\\.(look|search|show_address|evidence|export)$'`;

/**
 * What people did, newest first, one page: by whom, of which kind and to what, each alone or
 * together. Who, which act and what have their index, and a page costs the same at any depth.
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
    filter.of ? (filter.of === 'looks' ? LOOKS : sql`not (${LOOKS})`) : undefined,
    filter.from ? gte(auditLog.happenedAt, filter.from) : undefined,
    filter.before ? lt(auditLog.happenedAt, filter.before) : undefined,
    page.after ? sql`(${auditLog.happenedAt}, ${auditLog.id}) < (${page.after.happenedAt.toISOString()}::timestamptz, ${page.after.id}::uuid)` : undefined,
  ];
  const rows = await db
    .select({ act: auditLog, actorName: person.displayName, isOwn: isOwnPayout(filter.readBy) })
    .from(auditLog)
    .leftJoin(person, eq(person.id, auditLog.actorId))
    .where(and(...conditions))
    .orderBy(desc(auditLog.happenedAt), desc(auditLog.id))
    .limit(page.limit);
  return rows.map(({ act, actorName, isOwn }) => ({ ...act, actorName, ...(isOwn ? { reason: null, detail: {} } : {}) }));
}

function isOwnPayout(readBy: string | undefined): SQL<boolean> {
  if (readBy === undefined) return sql<boolean>`false`;
  return sql<boolean>`case when ${auditLog.subjectKind} = 'payout' then exists (
    select from payout p join creator c on c.id = p.creator_id where p.id = ${auditLog.subjectId}::uuid and c.person_id = ${readBy}) else false end`;
}

/** The admins there are, by name. */
export async function listActors(db: Queryable): Promise<{ id: string; name: string | null }[]> {
  return db.select({ id: person.id, name: person.displayName }).from(person).where(eq(person.isAdmin, true)).orderBy(person.displayName, person.id);
}
