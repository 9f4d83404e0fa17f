import { and, desc, eq, gt, like, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { consent, creator, person, secondFactor, session } from '@/db/schema';
import { maskEmail } from '@/lib/mail';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';

export type PeopleFilter = { only?: 'suspended' | 'admins' };

/** Somebody in a list; the address is masked, and opening the person is written down. */
export type PersonLine = {
  id: string;
  displayName: string | null;
  address: string | null;
  status: 'active' | 'suspended' | 'deleted';
  isAdmin: boolean;
  createdAt: Date;
  page: { id: string; handle: string } | null;
};

const columns = {
  id: person.id,
  displayName: person.displayName,
  email: person.email,
  status: person.status,
  isAdmin: person.isAdmin,
  createdAt: person.createdAt,
  creatorId: creator.id,
  handle: creator.handle,
};

/** People, newest first: all, the suspended, or the admins. */
export async function listPeople(db: Queryable, { only }: PeopleFilter, page: PageAsked): Promise<Slice<PersonLine>> {
  const list = keyset(person.createdAt, person.id, page);
  const rows = await db
    .select(columns)
    .from(person)
    .leftJoin(creator, eq(creator.personId, person.id))
    .where(list.where(only === 'suspended' ? eq(person.status, 'suspended') : undefined, only === 'admins' ? eq(person.isAdmin, true) : undefined))
    .orderBy(...list.order)
    .limit(list.limit);
  return sliceOf(rows.map(toLine), page, (row) => ({ at: row.createdAt.getTime(), id: row.id }));
}

/** People whose address or name begins like this, by the indexes made for it; a handful. */
export async function searchPeople(db: Queryable, typed: string, limit: number): Promise<PersonLine[]> {
  const prefix = `${escapeLike(typed.toLowerCase())}%`;
  const rows = await db
    .select(columns)
    .from(person)
    .leftJoin(creator, eq(creator.personId, person.id))
    .where(or(like(person.email, prefix), like(sql`lower(${person.displayName})`, prefix)))
    .limit(limit);
  return rows.map(toLine);
}

type Row = { email: string | null; creatorId: string | null; handle: string | null } & Omit<PersonLine, 'address' | 'page'>;

function toLine({ email, creatorId, handle, ...row }: Row): PersonLine {
  return { ...row, address: email ? maskEmail(email) : null, page: creatorId && handle ? { id: creatorId, handle } : null };
}

/** In LIKE two signs mean more than themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Everything about one person that an admin may see; what is personal is left for the page to mask. */
export async function findPersonFile(db: Queryable, id: string, now: Date) {
  const [found] = await db.select().from(person).where(eq(person.id, id));
  if (!found) return null;
  const [pages, sessions, consents, factors] = await Promise.all([
    db.select({ id: creator.id, name: creator.name, handle: creator.handle, status: creator.status }).from(creator).where(eq(creator.personId, id)),
    db
      .select({ lastSeenAt: session.lastSeenAt })
      .from(session)
      .where(and(eq(session.personId, id), gt(session.expiresAt, now)))
      .orderBy(desc(session.lastSeenAt)),
    db.select().from(consent).where(eq(consent.personId, id)).orderBy(desc(consent.acceptedAt)),
    db.select({ confirmedAt: secondFactor.confirmedAt }).from(secondFactor).where(eq(secondFactor.personId, id)),
  ]);
  return {
    person: found,
    page: pages[0] ?? null,
    sessions: { count: sessions.length, lastSeenAt: sessions[0]?.lastSeenAt ?? null },
    consents,
    hasFactor: factors[0]?.confirmedAt != null,
  };
}

export type PersonFile = NonNullable<Awaited<ReturnType<typeof findPersonFile>>>;

/** What people are called now, for lists that name actors. */
export async function namesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select({ id: person.id, name: person.displayName }).from(person).where(sql`${person.id} = any(${sql.param([...new Set(ids)])}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}
