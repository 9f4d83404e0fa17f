import { sql } from 'drizzle-orm';
import { fansOf, paymentsOf, rowsOf, type Holdings } from './holding';

/** What somebody paid, and what came back. */
export const payments: Holdings = {
  payment: {
    onDeletion: 'emptied',
    why: 'the address is erased; amount, day and the payment company’s numbers stay, because the law wants books kept',
    own: (s) => rowsOf(
      sql`id, status, amount_minor, currency, description, method, payer_email, failure_code, created_at, settled_at`,
      sql`from payment where id in (${paymentsOf(s)}) order by created_at`,
    ),
  },
  refund: {
    onDeletion: 'kept',
    why: 'it belongs to the books and names nobody',
    own: (s) => rowsOf(sql`payment_id, amount_minor, currency, status, reason, created_at, settled_at`, sql`from refund where payment_id in (${paymentsOf(s)}) order by created_at`),
  },
  refund_line: {
    onDeletion: 'kept',
    why: 'it belongs to the books and names nobody',
    own: (s) => rowsOf(sql`refund_id, line_id, amount_minor`, sql`from refund_line where line_id in (select id from tab_line where fan_id in (${fansOf(s)})) order by refund_id, line_id`),
  },
  tip: {
    onDeletion: 'emptied',
    why: 'name and message are erased, also on the pages where they stood; the amount stays',
    own: (s) => rowsOf(
      sql`t.id, t.payment_id, t.line_id, c.handle as page, t.status, t.amount_minor, t.platform_tip_minor, t.currency, t.covers_fees, t.message, t.display_name, t.visibility, t.created_at, t.received_at, t.refunded_minor`,
      sql`from tip t join creator c on c.id = t.creator_id where t.payment_id in (${paymentsOf(s)}) or t.line_id in (select id from tab_line where fan_id in (${fansOf(s)})) order by t.created_at`,
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
  webhook_event: {
    onDeletion: 'emptied',
    why: 'what the payment company told us of your payments; the notices themselves go after 30 days',
    own: (s) => rowsOf(sql`type, happened_at, payload`, sql`from webhook_event where payment_hint in (${paymentsOf(s)}) order by happened_at`),
  },
  origin: {
    onDeletion: 'emptied',
    why: 'the whole addresses are erased (in any case after 180 days); the network in its width and the kind of device stay',
    own: (s) => rowsOf(
      sql`deed, address, network, device, happened_at`,
      sql`from origin where person_id = ${s.personId} or fan_id in (${fansOf(s)}) or payment_id in (${paymentsOf(s)}) order by happened_at`,
    ),
  },
};
