import { getPool } from '@/db/client';
import { accountId } from '@/lib/ledger';

/** Enough that the planner decides as it does at a hundred thousand, which the long form tries. */
export const TIPS = process.env.TUPPENCE_LONG === '1' ? 120_000 : 30_000;
const PEOPLE = 20_000;
const CREATORS = 2_000;

export type BusyWorld = {
  personId: string;
  creatorId: string;
  owner: string;
  paymentId: string;
  tipId: string;
  transactionId: string;
  heldAccount: string;
  deepCursor: string;
};

/** The nth id of a kind, in time order as ids minted by lib/ids are. */
const id = (kind: string, n: string) => `(lpad(to_hex((extract(epoch from ${at(n)}) * 1000)::bigint), 12, '0') || '7${kind}008000' || lpad(to_hex(${n}), 12, '0'))::uuid`;
/** A tip every few minutes, the last on the twentieth of November. */
const at = (n: string) => `(timestamptz '2026-11-20T11:00:00Z' - (${TIPS} - ${n}) * interval '4 minutes')`;

/** Rows as the app writes them, but all at once: what a planner sees after a busy year. */
export async function fillBusyWorld(): Promise<BusyWorld> {
  const pool = getPool();
  const client = await pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query('set session_replication_role = origin');
    for (const table of ['person', 'creator', 'payment', 'tip', 'refund', 'audit_log', 'webhook_event', 'ledger_account', 'ledger_transfer', 'ledger_day', 'ledger_balance', 'mail_message']) {
      await client.query(`vacuum analyze ${table}`);
    }
    const { rows } = await client.query<Omit<BusyWorld, 'heldAccount'>>(`
      select p.person_id as "personId", t.creator_id as "creatorId", c.ledger_owner as owner, p.id as "paymentId", t.id as "tipId",
        (select transaction_id from ledger_transfer where external_ref = 'ch_00000500') as "transactionId",
        'o' || (select (extract(epoch from created_at) * 1000)::bigint || '.' || id from payment order by created_at offset ${TIPS / 6} limit 1) as "deepCursor"
      from payment p join tip t on t.payment_id = p.id join creator c on c.id = t.creator_id where p.charge_id = 'ch_00000500'`);
    const [found] = rows;
    if (!found) throw new Error('the busy world is empty');
    return { ...found, heldAccount: accountId({ kind: 'creator_held', owner: found.owner, currency: 'EUR' }) };
  } finally {
    client.release();
  }
}

const CURRENCY = (n: string) => `case when ${n} % 10 = 0 then 'EUR' else 'USD' end`;
const CREATOR = `n % ${CREATORS}`;

const STATEMENTS = [
  `insert into person (id, email, display_name, is_admin, status, suspended_reason, created_at)
   select ${id('1', 'n')}, 'p' || n || '@fans.example', 'Person ' || n, n % 5000 = 7, case when n % 1000 = 3 then 'suspended' else 'active' end,
     case when n % 1000 = 3 then 'Spam' end, ${at('n')}
   from generate_series(1, ${PEOPLE}) as n`,
  `insert into creator (id, handle, name, tagline, bio, kind, country, currency, status, accent, art, presets_minor, minimum_minor, thank_you, ledger_owner, created_at)
   select ${id('2', 'n')}, 'creator-' || n, 'Night Bakery ' || n, 'Bread', '', 'food', 'US', ${CURRENCY('n')}, case when n % 500 = 3 then 'suspended' else 'active' end,
     '#a8521f', 'night-bakery', '{100}', 100, '', ${id('3', 'n')}, ${at('n')}
   from generate_series(0, ${CREATORS - 1}) as n`,
  `insert into payment (id, purpose, status, amount_minor, currency, description, return_path, cancel_path, checkout_session_id, payment_intent_id, charge_id,
     payer_email, balance_transaction_id, processor_fee_minor, fee_state, created_at, settled_at, person_id)
   select ${id('4', 'n')}, 'tip', case when n % 50 = 49 then 'failed' else 'succeeded' end, 300, ${CURRENCY(CREATOR)}, 'Tip', '/a', '/b',
     'cs_test_' || lpad(n::text, 8, '0'), 'pi_' || lpad(n::text, 8, '0'), 'ch_' || lpad(n::text, 8, '0'), 'p' || (n % ${PEOPLE}) || '@fans.example',
     'txn_' || lpad(n::text, 8, '0'), 39, 'known', ${at('n')}, case when n % 50 = 49 then null else ${at('n')} end, ${id('1', `(1 + n % ${PEOPLE})`)}
   from generate_series(1, ${TIPS}) as n`,
  `insert into tip (id, key, creator_id, payment_id, status, amount_minor, gross_minor, processor_fee_estimate_minor, covers_fees, currency, visibility, created_at, received_at)
   select ${id('5', 'n')}, ${id('6', 'n')}, ${id('2', CREATOR)}, ${id('4', 'n')}, case when n % 50 = 49 then 'dropped' else 'received' end, 300, 300, 39, false,
     ${CURRENCY(CREATOR)}, 'public', ${at('n')}, case when n % 50 = 49 then null else ${at('n')} end
   from generate_series(1, ${TIPS}) as n`,
  `insert into refund (id, payment_id, amount_minor, currency, status, reason, stripe_refund_id, created_at, settled_at)
   select ${id('7', 'n')}, ${id('4', 'n')}, 300, 'USD', case when n % 1000 = 0 then 'failed' else 'succeeded' end, 'duplicate', 're_' || lpad(n::text, 8, '0'), ${at('n')},
     case when n % 1000 = 0 then null else ${at('n')} end
   from generate_series(100, ${TIPS}, ${TIPS / 1_200}) as n`,
  `insert into audit_log (id, happened_at, actor_id, action, subject_kind, subject_id)
   select ${id('8', 'n')}, ${at('n')}, ${id('1', `(1 + n % ${PEOPLE})`)}, case when n % 100 = 0 then 'person.suspend' else 'payment.look' end, 'payment', ${id('4', 'n')}::text
   from generate_series(1, ${TIPS}) as n`,
  `insert into webhook_event (id, type, object_id, payment_hint, livemode, source, payload, happened_at, state)
   select 'evt_' || lpad(n::text, 8, '0'), 'charge.updated', 'ch_' || lpad(n::text, 8, '0'), ${id('4', 'n')}, false, 'webhook', '{}', ${at('n')}, 'done'
   from generate_series(1, ${TIPS}) as n`,
  `insert into mail_message (id, key, recipient, subject, body_text, body_html, state, sent_at)
   select ${id('9', 'n')}, 'receipt:' || n, 'p' || n || '@fans.example', 'A', 'b', 'c', 'sent', ${at('n')} from generate_series(1, ${TIPS / 3}) as n`,
  `insert into ledger_account (id, owner, kind, currency)
   select ledger_account_id(5::smallint, ledger_owner, currency), ledger_owner, 5, currency from creator
   union all select ledger_account_id(1::smallint, null, code), null, 1, code from (values ('USD'), ('EUR')) as c (code)`,
  `insert into ledger_transfer (id, transaction_id, debit_account, credit_account, amount_minor, happened_at, kind, currency, external_ref)
   select ${id('a', 'n')}, ${id('b', 'n')}, ledger_account_id(1::smallint, null, ${CURRENCY(CREATOR)}), ledger_account_id(5::smallint, ${id('3', CREATOR)}, ${CURRENCY(CREATOR)}),
     300, ${at('n')}, 1, ${CURRENCY(CREATOR)}, 'ch_' || lpad(n::text, 8, '0')
   from generate_series(1, ${TIPS}) as n order by n`,
  `insert into ledger_day (account, debit_minor, credit_minor, day, kind, slot)
   select account, sum(debit), sum(credit), day, 1, 0 from (
     select debit_account as account, amount_minor as debit, 0 as credit, (happened_at at time zone 'UTC')::date as day from ledger_transfer
     union all select credit_account, 0, amount_minor, (happened_at at time zone 'UTC')::date from ledger_transfer) as legs
   group by account, day`,
];
