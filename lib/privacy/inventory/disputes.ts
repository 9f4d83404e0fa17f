import { sql } from 'drizzle-orm';
import { fansOf, paymentsOf, rowsOf, type Holdings } from './holding';

/** What banks took back, what was warned of, and what fans wished to have back. */
export const disputes: Holdings = {
  dispute: {
    onDeletion: 'kept',
    why: 'it belongs to the books and names nobody',
    own: (s) => rowsOf(sql`payment_id, status, reason, amount_minor, currency, opened_at, closed_at`, sql`from dispute where payment_id in (${paymentsOf(s)}) order by opened_at`),
  },
  dispute_line: {
    onDeletion: 'kept',
    why: 'it belongs to the books and names nobody',
    own: (s) => rowsOf(sql`dispute_id, line_id, amount_minor`, sql`from dispute_line where line_id in (select id from tab_line where fan_id in (${fansOf(s)})) order by dispute_id, line_id`),
  },
  dispute_answer: {
    onDeletion: 'kept',
    why: 'what you answered as an admin to a dispute; banks may ask for it',
    own: (s) => rowsOf(sql`dispute_id, stage, kind, words, status, asked_at, sent_at`, sql`from dispute_answer where asked_by = ${s.personId} order by asked_at`),
  },
  fraud_warning: {
    onDeletion: 'kept',
    why: 'that the payment company warned of a payment; it names nobody',
    own: (s) => rowsOf(sql`payment_id, fraud_type, refund_id, created_at`, sql`from fraud_warning where payment_id in (${paymentsOf(s)}) order by created_at`),
  },
  fan_freeze: {
    onDeletion: 'kept',
    why: 'since when a tab is frozen and why; it leads to nobody, or to the admin who lifted it',
    own: (s) => rowsOf(
      sql`since, lifted_at, dispute_id, warning_id, coalesce(lifted_by = ${s.personId}::uuid, false) as lifted_by_you`,
      sql`from fan_freeze where fan_id in (${fansOf(s)}) or lifted_by = ${s.personId} order by since`,
    ),
  },
  refund_wish: {
    onDeletion: 'emptied',
    why: 'what you wrote to ask for your money back is erased; what became of it stays',
    own: (s) => rowsOf(
      // What a fan wrote is the fan's, also where a creator has read it.
      sql`w.line_id, c.handle as page, case when w.fan_id in (${fansOf(s)}) then w.words end as words, w.status, w.answer, w.created_at, w.answered_at`,
      sql`from refund_wish w join creator c on c.id = w.creator_id where w.fan_id in (${fansOf(s)}) or w.creator_id = ${s.creatorId} order by w.created_at`,
    ),
  },
};
