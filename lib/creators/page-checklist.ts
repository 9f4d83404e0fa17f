import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { invariant } from '@/lib/errors';

/** What makes a page better; none of it is needed to take tips. */
export type ChecklistStep = 'picture' | 'about' | 'links' | 'thank_you' | 'first_tip';
export type Checklist = { key: ChecklistStep; done: boolean }[];

/** The five steps of a page that is opened already, and which of them are done. */
export async function pageChecklist(db: Queryable, creatorId: string): Promise<Checklist> {
  const { rows } = await db.execute<Record<ChecklistStep, boolean>>(sql`
    select c.avatar_id is not null or c.banner_id is not null as picture,
      c.bio <> '' and c.tagline <> '' as about,
      exists (select from creator_link l where l.creator_id = c.id) as links,
      c.thank_you <> '' as thank_you,
      exists (select from creator_tip_total t where t.creator_id = c.id and t.tips_received > 0) as first_tip
    from creator c where c.id = ${creatorId}`);
  const [done] = rows;
  invariant(done !== undefined, 'a checklist is asked for a page that exists');
  const steps: ChecklistStep[] = ['picture', 'about', 'links', 'thank_you', 'first_tip'];
  return steps.map((key) => ({ key, done: done[key] }));
}
