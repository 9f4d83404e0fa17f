import { sql } from 'drizzle-orm';
import { rowsOf, type Holdings } from './holding';

/** Who somebody is, and how they come in. */
export const signingIn: Holdings = {
  person: {
    onDeletion: 'emptied',
    why: 'address, name and settings are erased; an empty row stays, because payments point to it',
    own: (s) => rowsOf(sql`email, display_name, default_visibility, locale, time_zone, is_admin, created_at`, sql`from person where id = ${s.personId}`),
  },
  session: {
    onDeletion: 'removed',
    why: 'you are signed out everywhere',
    own: (s) => rowsOf(sql`device, network, created_at, last_seen_at, expires_at, factor_at`, sql`from session where person_id = ${s.personId} order by created_at`),
  },
  sign_in_link: {
    onDeletion: 'removed',
    why: 'no link opens anything any more',
    own: (s) => rowsOf(sql`email, created_at, expires_at`, sql`from sign_in_link where email = ${s.email}`),
  },
  oauth_account: {
    onDeletion: 'removed',
    why: 'no other site vouches for you here',
    own: (s) => rowsOf(sql`provider, provider_account_id, created_at`, sql`from oauth_account where person_id = ${s.personId}`),
  },
  second_factor: {
    onDeletion: 'removed',
    why: 'its secret is gone',
    own: (s) => rowsOf(sql`confirmed_at`, sql`from second_factor where person_id = ${s.personId}`),
  },
  recovery_code: {
    onDeletion: 'removed',
    why: 'they are gone',
    own: (s) => rowsOf(sql`used_at`, sql`from recovery_code where person_id = ${s.personId}`),
  },
  email_change: {
    onDeletion: 'removed',
    why: 'it is called off',
    own: (s) => rowsOf(sql`new_email, old_proven_at, new_proven_at, created_at, expires_at`, sql`from email_change where person_id = ${s.personId}`),
  },
  former_address: {
    onDeletion: 'removed',
    why: 'nothing is mailed there any more',
    own: (s) => rowsOf(sql`email, left_at`, sql`from former_address where person_id = ${s.personId} order by left_at`),
  },
  consent: {
    onDeletion: 'kept',
    why: 'proof that these terms were agreed to; it leads to the empty row',
    own: (s) => rowsOf(sql`document, version, accepted_at`, sql`from consent where person_id = ${s.personId} order by accepted_at`),
  },
  mail_message: {
    onDeletion: 'removed',
    why: 'mail to you, waiting or sent, and mail to creators about your tips',
    own: (s) => rowsOf(sql`recipient, split_part(key, ':', 1) as about, state, created_at, sent_at`, sql`from mail_message where recipient = ${s.email} order by created_at`),
  },
};
