import { sql, type SQL } from 'drizzle-orm';

/** Whose data is asked for; the page is null for who has none. */
export type Subject = { personId: string; email: string; creatorId: string | null };

export type Holding = {
  /** What becomes of it when the account is deleted. */
  onDeletion: 'emptied' | 'removed' | 'kept';
  /** Why it is kept, or what is emptied; it stands on the page that asks. */
  why: string;
  /** The rows that are this person's own, each as one jsonb `row`, without secrets and without others. */
  own: (subject: Subject) => SQL;
};

const payments = (subject: Subject) => sql`select id from payment where person_id = ${subject.personId}`;
const rowsOf = (columns: SQL, from: SQL) => sql`select to_jsonb(shown) as row from (select ${columns} ${from}) shown`;

/**
 * Every table that knows a person, by name: what of it is theirs to take along, and what becomes of
 * it when they leave. A test holds this list against the database, so that no later table is
 * forgotten; the export is made from it. Not here is what names nobody: the ledger (it knows pages by
 * an alias), counters of attempts (keyed hashes), unconfirmed drafts.
 */
export const inventory: Record<string, Holding> = {
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
  consent: {
    onDeletion: 'kept',
    why: 'proof that these terms were agreed to; it leads to the empty row',
    own: (s) => rowsOf(sql`document, version, accepted_at`, sql`from consent where person_id = ${s.personId} order by accepted_at`),
  },
  payment: {
    onDeletion: 'emptied',
    why: 'the address is erased; amount, day and the payment company’s numbers stay, because the law wants books kept',
    own: (s) => rowsOf(
      sql`id, status, amount_minor, currency, description, method, payer_email, failure_code, created_at, settled_at`,
      sql`from payment where person_id = ${s.personId} order by created_at`,
    ),
  },
  refund: {
    onDeletion: 'kept',
    why: 'it belongs to the books and names nobody',
    own: (s) => rowsOf(sql`payment_id, amount_minor, currency, status, reason, created_at, settled_at`, sql`from refund where payment_id in (${payments(s)}) order by created_at`),
  },
  tip: {
    onDeletion: 'emptied',
    why: 'name and message are erased, also on the pages where they stood; the amount stays',
    own: (s) => rowsOf(
      sql`t.id, t.payment_id, c.handle as page, t.status, t.amount_minor, t.platform_tip_minor, t.currency, t.covers_fees, t.message, t.display_name, t.visibility, t.created_at, t.received_at, t.refunded_minor`,
      sql`from tip t join creator c on c.id = t.creator_id where t.payment_id in (${payments(s)}) order by t.created_at`,
    ),
  },
  supporter: {
    onDeletion: 'kept',
    why: 'what a creator received from one and the same somebody, without saying who',
    own: (s) => rowsOf(
      sql`c.handle as page, p.tips_received, p.received_minor, p.currency, p.last_tip_at`,
      sql`from supporter p join creator c on c.id = p.creator_id where p.person_id = ${s.personId} order by p.last_tip_at`,
    ),
  },
  mail_message: {
    onDeletion: 'removed',
    why: 'mail to you, waiting or sent, and mail to creators about your tips',
    own: (s) => rowsOf(sql`recipient, split_part(key, ':', 1) as about, state, created_at, sent_at`, sql`from mail_message where recipient = ${s.email} order by created_at`),
  },
  webhook_event: {
    onDeletion: 'emptied',
    why: 'what the payment company told us of your payments; the notices themselves go after 30 days',
    own: (s) => rowsOf(sql`type, happened_at, payload`, sql`from webhook_event where payment_hint in (${payments(s)}) order by happened_at`),
  },
  creator: {
    onDeletion: 'emptied',
    why: 'the page closes and its words and pictures go; the handle stays taken, so that no stranger gets what was meant for you',
    own: (s) => rowsOf(
      sql`handle, name, tagline, bio, kind, country, currency, status, accent, presets_minor, minimum_minor, thank_you, offer, notify_tips, created_at`,
      sql`from creator where person_id = ${s.personId}`,
    ),
  },
  creator_link: {
    onDeletion: 'removed',
    why: 'the page closes',
    own: (s) => rowsOf(sql`position, label, url`, sql`from creator_link where creator_id = ${s.creatorId} order by position`),
  },
  creator_goal: {
    onDeletion: 'removed',
    why: 'the page closes',
    own: (s) => rowsOf(sql`title, target_minor, starts_at, ended_at`, sql`from creator_goal where creator_id = ${s.creatorId} order by starts_at`),
  },
  media: {
    onDeletion: 'removed',
    why: 'the pictures and their files go',
    own: (s) => rowsOf(sql`key, kind, widths, bytes, created_at`, sql`from media where creator_id = ${s.creatorId} order by created_at`),
  },
  handle_history: {
    onDeletion: 'kept',
    why: 'earlier handles stay taken as well',
    own: (s) => rowsOf(sql`handle, left_at`, sql`from handle_history where creator_id = ${s.creatorId} order by left_at`),
  },
  handle_claim: {
    onDeletion: 'kept',
    why: 'the looks of your handles, so that nobody takes one that reads like yours',
    own: (s) => rowsOf(sql`skeleton`, sql`from handle_claim where creator_id = ${s.creatorId}`),
  },
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
  job_run: {
    onDeletion: 'kept',
    why: 'that you asked for it as an admin; it goes after 30 days',
    own: (s) => rowsOf(sql`name, asked_at`, sql`from job_run where asked_by = ${s.personId} order by asked_at`),
  },
};
