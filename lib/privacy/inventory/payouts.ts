import { sql } from 'drizzle-orm';
import { rowsOf, type Holdings } from './holding';

/** What a creator is paid, and who let it go. */
export const payouts: Holdings = {
  payout_account: {
    onDeletion: 'kept',
    why: 'where your page was paid, as the books of payouts need it',
    own: (s) => rowsOf(sql`country, status, destination, created_at, changed_at`, sql`from payout_account where creator_id = ${s.creatorId}`),
  },
  payout: {
    onDeletion: 'kept',
    why: 'what your page was paid; books are kept',
    own: (s) => rowsOf(sql`amount_minor, currency, status, reason, destination, requested_at, sent_at, ended_at`, sql`from payout where creator_id = ${s.creatorId} order by requested_at`),
  },
  payout_line: {
    onDeletion: 'kept',
    why: 'what of which gift a payout of your page took; books are kept',
    own: (s) => rowsOf(sql`x.payout_id, x.tip_id, x.line_id, x.amount_minor, x.returned_minor`, sql`from payout_line x join payout p on p.id = x.payout_id where p.creator_id = ${s.creatorId} order by p.requested_at`),
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
};
