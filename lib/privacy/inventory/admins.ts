import { sql } from 'drizzle-orm';
import { rowsOf, type Holdings } from './holding';

/** What somebody did as an admin. */
export const admins: Holdings = {
  audit_log: {
    onDeletion: 'kept',
    why: 'what admins did and looked at; it names nobody and can never be changed',
    own: (s) => rowsOf(
      sql`happened_at, action, actor_id = ${s.personId}::uuid as by_you`,
      sql`from audit_log where actor_id = ${s.personId}::uuid or (subject_kind = 'person' and subject_id = ${s.personId}::text) order by happened_at`,
    ),
  },
  legal_text: {
    onDeletion: 'kept',
    why: 'that you published it as an admin',
    own: (s) => rowsOf(sql`document, version, published_at`, sql`from legal_text where published_by = ${s.personId}`),
  },
  operator_setting: {
    onDeletion: 'kept',
    why: 'that you set it as an admin',
    own: (s) => rowsOf(sql`name, changed_at`, sql`from operator_setting where changed_by = ${s.personId}`),
  },
  charge_stop: {
    onDeletion: 'kept',
    why: 'that you let charges go on as an admin',
    own: (s) => rowsOf(sql`stopped_at, lifted_at`, sql`from charge_stop where lifted_by = ${s.personId} order by stopped_at`),
  },
  card_measure: {
    onDeletion: 'kept',
    why: 'that you lifted a limit against card testing as an admin; it goes after half a year',
    own: (s) => rowsOf(sql`limit_name, step, lifted_at, lift_reason`, sql`from card_measure where lifted_by = ${s.personId} order by lifted_at`),
  },
  job_run: {
    onDeletion: 'kept',
    why: 'that you asked for it as an admin; it goes after 30 days',
    own: (s) => rowsOf(sql`name, asked_at`, sql`from job_run where asked_by = ${s.personId} order by asked_at`),
  },
};
