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

/** Every row of theirs as a fan: their own, and guests' that they joined. */
const fans = (subject: Subject) => sql`select id from fan where person_id = ${subject.personId}`;
const payments = (subject: Subject) =>
  sql`select id from payment where person_id = ${subject.personId} or bill_id in (select id from bill where fan_id in (${fans(subject)}))`;
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
      sql`from payment where id in (${payments(s)}) order by created_at`,
    ),
  },
  refund: {
    onDeletion: 'kept',
    why: 'it belongs to the books and names nobody',
    own: (s) => rowsOf(sql`payment_id, amount_minor, currency, status, reason, created_at, settled_at`, sql`from refund where payment_id in (${payments(s)}) order by created_at`),
  },
  refund_line: {
    onDeletion: 'kept',
    why: 'it belongs to the books and names nobody',
    own: (s) => rowsOf(sql`refund_id, line_id, amount_minor`, sql`from refund_line where line_id in (select id from tab_line where fan_id in (${fans(s)})) order by refund_id, line_id`),
  },
  tip: {
    onDeletion: 'emptied',
    why: 'name and message are erased, also on the pages where they stood; the amount stays',
    own: (s) => rowsOf(
      sql`t.id, t.payment_id, t.line_id, c.handle as page, t.status, t.amount_minor, t.platform_tip_minor, t.currency, t.covers_fees, t.message, t.display_name, t.visibility, t.created_at, t.received_at, t.refunded_minor`,
      sql`from tip t join creator c on c.id = t.creator_id where t.payment_id in (${payments(s)}) or t.line_id in (select id from tab_line where fan_id in (${fans(s)})) order by t.created_at`,
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
  fan: {
    onDeletion: 'emptied',
    why: 'the tab is cut from you: its bills and the books lead to a random number of nobody, and the payment company deletes you as its customer',
    own: (s) => rowsOf(sql`status, time_zone, billing_day, wants_notice, created_at, proven_at`, sql`from fan where person_id = ${s.personId} order by created_at`),
  },
  card: {
    onDeletion: 'emptied',
    why: 'the card is removed here and at the payment company; nothing says which one it was',
    own: (s) => rowsOf(sql`brand, last4, exp_month, exp_year, country, is_default, status, added_at, removed_at`, sql`from card where fan_id in (${fans(s)}) order by added_at`),
  },
  card_setup: {
    onDeletion: 'removed',
    why: 'visits to the page that saves a card',
    own: (s) => rowsOf(sql`currency, status, created_at, settled_at`, sql`from card_setup where fan_id in (${fans(s)}) order by created_at`),
  },
  fan_consent: {
    onDeletion: 'kept',
    why: 'proof that you agreed to be charged, which card networks and the law want kept; it names nobody',
    own: (s) => rowsOf(sql`version, body, currency, ceiling_minor, accepted_at`, sql`from fan_consent where fan_id in (${fans(s)}) order by accepted_at`),
  },
  tab: {
    onDeletion: 'kept',
    why: 'limits and sums, leading to nobody',
    own: (s) => rowsOf(sql`currency, limit_minor, cap_minor, owed_minor, small_bills, next_bill_on, paused_at, created_at`, sql`from tab where fan_id in (${fans(s)}) order by currency`),
  },
  pledge: {
    onDeletion: 'kept',
    why: 'they end; that somebody pledged stays in the creator’s books, without saying who',
    own: (s) => rowsOf(
      sql`c.handle as page, t.name as tier, p.amount_minor, p.currency, p.status, p.paid_until, p.created_at, p.started_at, p.ended_at, p.ended_reason`,
      sql`from pledge p join creator c on c.id = p.creator_id join tier t on t.id = p.tier_id where p.fan_id in (${fans(s)}) order by p.created_at`,
    ),
  },
  entitlement: {
    onDeletion: 'kept',
    why: 'they are closed: nothing is open to you any more',
    own: (s) => rowsOf(
      sql`c.handle as page, t.name as tier, e.reason, e.starts_on, e.ends_on, e.closed_at`,
      sql`from entitlement e join creator c on c.id = e.creator_id join tier t on t.id = e.tier_id where e.fan_id in (${fans(s)}) order by e.starts_on`,
    ),
  },
  bill: {
    onDeletion: 'kept',
    why: 'the law wants books kept; it leads to nobody',
    own: (s) => rowsOf(
      sql`id, cause, billing_on, status, currency, amount_minor, line_count, processor_fee_minor, failure_code, created_at, paid_at, written_off_at`,
      sql`from bill where fan_id in (${fans(s)}) order by created_at`,
    ),
  },
  tab_line: {
    onDeletion: 'kept',
    why: 'what each bill was for, leading to nobody',
    own: (s) => rowsOf(
      sql`l.id, l.bill_id, c.handle as page, l.kind, l.amount_minor, l.currency, l.dated, l.from_on, l.until_on, l.status, l.created_at, l.collected_at`,
      sql`from tab_line l join creator c on c.id = l.creator_id where l.fan_id in (${fans(s)}) order by l.created_at`,
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
  tier: {
    onDeletion: 'emptied',
    why: 'the page closes and the words of its tiers go; that there were some stays, because pledges point to them',
    own: (s) => rowsOf(sql`name, description, benefits, price_minor, currency, places, taken, archived_at, created_at`, sql`from tier where creator_id = ${s.creatorId} order by position`),
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
  suspension: {
    onDeletion: 'kept',
    why: 'that a page was suspended, when and why; it leads to the closed page, or to the admin who did it',
    own: (s) => rowsOf(
      sql`reason, suspended_at, appeal_until, status, lifted_at, suspended_by = ${s.personId}::uuid as by_you`,
      sql`from suspension where creator_id = ${s.creatorId} or suspended_by = ${s.personId} order by suspended_at`,
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
  payout_account: {
    onDeletion: 'kept',
    why: 'where your page was paid, as the books of payouts need it',
    own: (s) => rowsOf(sql`country, status, destination, created_at, changed_at`, sql`from payout_account where creator_id = ${s.creatorId}`),
  },
  payout: {
    onDeletion: 'kept',
    why: 'what your page was paid; books are kept',
    own: (s) => rowsOf(sql`amount_minor, currency, status, reason, requested_at, sent_at, ended_at`, sql`from payout where creator_id = ${s.creatorId} order by requested_at`),
  },
  payout_approval: {
    onDeletion: 'kept',
    why: 'that you approved a payout as an admin',
    own: (s) => rowsOf(sql`payout_id, created_at`, sql`from payout_approval where admin_id = ${s.personId} order by created_at`),
  },
  payout_note: {
    onDeletion: 'kept',
    why: 'what you wrote as an admin about a payout; it can never be changed',
    own: (s) => rowsOf(sql`body, created_at`, sql`from payout_note where author_id = ${s.personId} order by created_at`),
  },
  origin: {
    onDeletion: 'kept',
    why: 'where payments came from, as long as a bank may ask; whole addresses go after 180 days',
    own: (s) => rowsOf(
      sql`deed, address, network, device, happened_at`,
      sql`from origin where person_id = ${s.personId} or fan_id in (${fans(s)}) or payment_id in (${payments(s)}) order by happened_at`,
    ),
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
