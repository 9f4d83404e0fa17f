import { sql } from 'drizzle-orm';
import { rowsOf, type Holdings } from './holding';

/** What was reported of a page, and what followed. */
export const trust: Holdings = {
  suspension: {
    onDeletion: 'kept',
    why: 'that a page was suspended, when and why; it leads to the closed page, or to the admin who did it',
    own: (s) => rowsOf(
      sql`reason, ground, suspended_at, appeal_until, status, lifted_at, suspended_by = ${s.personId}::uuid as by_you`,
      sql`from suspension where creator_id = ${s.creatorId} or suspended_by = ${s.personId} order by suspended_at`,
    ),
  },
  money_freeze: {
    onDeletion: 'kept',
    why: 'that the money of a page stood still and what became of it; it leads to the closed page, or to the admin who decided',
    own: (s) => rowsOf(
      sql`frozen_at, status, decided_at, reason, decided_by = ${s.personId}::uuid as by_you`,
      sql`from money_freeze where creator_id = ${s.creatorId} or decided_by = ${s.personId} order by frozen_at`,
    ),
  },
  appeal: {
    onDeletion: 'emptied',
    why: 'what you wrote is erased; how it was decided stays',
    own: (s) => rowsOf(
      sql`a.body, a.created_at, a.status, a.decided_at, a.decision`,
      sql`from appeal a join suspension u on u.id = a.suspension_id where u.creator_id = ${s.creatorId} order by a.created_at`,
    ),
  },
  report: {
    onDeletion: 'emptied',
    why: 'your address on reports that you sent is erased; reports about your page stay, and never say to you who sent them',
    own: (s) => rowsOf(
      sql`r.number, c.handle as page, r.kind, r.body, r.created_at, r.status, r.decided_at, r.decision`,
      sql`from report r join creator c on c.id = r.creator_id where r.reporter_email = ${s.email} order by r.created_at`,
    ),
  },
  report_note: {
    onDeletion: 'kept',
    why: 'what you wrote as an admin about a page; it can never be changed',
    own: (s) => rowsOf(sql`body, created_at`, sql`from report_note where author_id = ${s.personId} order by created_at`),
  },
};
