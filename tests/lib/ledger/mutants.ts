/** A fault put into the posting code on purpose. `find` stands in the file exactly once. */
export type Mutant = { name: string; file: string; find: string; put: string; isInShortForm?: boolean };

const SQL = 'db/migrations/0001_ledger.sql';
const PLAN = 'lib/ledger/plan-posting.ts';
const POST = 'lib/ledger/post-transfers.ts';

export const MUTANTS: Mutant[] = [
  { name: 'an amount of nothing passes', file: PLAN, find: 'amountMinor >= 1 &&', put: 'amountMinor >= 0 &&' },
  { name: 'a fraction passes', file: PLAN, find: 'Number.isSafeInteger(amountMinor) &&', put: 'Number.isFinite(amountMinor) &&' },
  { name: 'two references pass', file: PLAN, find: 'references > 1', put: 'references > 2' },
  { name: 'any kind may move anything', file: PLAN, find: ' && mayMove(transfer.kind, from.kind, to.kind)', put: '' },
  { name: 'an account of another currency passes', file: PLAN, find: 'ref.currency === currency &&', put: 'currency.length > 0 &&' },
  { name: 'events that depend on each other go in one statement', file: PLAN, find: ' || names.meet(transaction)', put: '', isInShortForm: true },
  { name: 'a reversal goes in one statement with its original', file: PLAN, find: '|| (transfer.reverses != null && this.transfers.has(transfer.reverses.toLowerCase()))', put: '' },
  { name: 'two events with one reference go in one statement', file: PLAN, find: '|| (transfer.externalRef != null && this.references.has(referenceKey(transfer)))', put: '' },
  { name: 'a repeat with other content counts as a repeat', file: PLAN, find: "if (contentOf(twin) !== contentOf(transfer)) transaction.refused = 'id_reused';", put: '' },
  { name: 'a repeat within a call is said to be posted twice', file: POST, find: "answer === 'posted' ? 'already_posted' : answer", put: 'answer' },
  { name: 'debit and credit change places', file: POST, find: 'const debits = column(rows, ({ transfer }) => idOf(transfer.debit));', put: 'const debits = column(rows, ({ transfer }) => idOf(transfer.credit));' },
  { name: 'reversals forget what they reverse', file: POST, find: 'transfer.reverses ?? null', put: 'null' },
  { name: 'all transfers of an event get one id', file: 'lib/ledger/transfer.ts', find: ' + index) %', put: ') %' },
  { name: 'a reversal does not turn around', file: 'lib/ledger/reverse-transfers.ts', find: 'debit: transfer.credit,', put: 'debit: transfer.debit,' },
  { name: 'a balance has the wrong sign', file: 'lib/ledger/queries.ts', find: 'isDebitNormal(ref.kind) ? signed : 0 - signed', put: 'isDebitNormal(ref.kind) ? signed : signed' },
  { name: 'a month reaches into the next', file: 'lib/ledger/queries.ts', find: 'and d.day < (', put: 'and d.day <= (' },
  { name: 'a deadlock is not tried again', file: 'db/client.ts', find: "new Set(['40001', '40P01'])", put: "new Set(['40001'])" },
  { name: 'a serialization failure is not tried again', file: 'db/client.ts', find: "new Set(['40001', '40P01'])", put: "new Set(['40P01'])" },
  { name: 'one cent may be overdrawn', file: SQL, find: 'balances[change.places[at]] + change.nets[at] >= 0', put: 'balances[change.places[at]] + change.nets[at] >= -1' },
  { name: 'what comes in is not seen by what goes out', file: SQL, find: 'balances[place] := balances[place] + change.nets[at];', put: 'balances[place] := balances[place] + least(change.nets[at], 0);' },
  { name: 'balances are read without a lock', file: SQL, find: 'where b.account = any (accounts) order by b.account for no key update', put: 'where b.account = any (accounts) order by b.account' },
  { name: 'a kept balance moves the wrong way', file: SQL, find: "(sum(leg.debit) * case when k.class = 'asset' then 1 else -1 end)", put: "(sum(leg.debit) * case when k.class = 'asset' then -1 else 1 end)", isInShortForm: true },
  { name: 'a refused event is written all the same', file: SQL, find: 'where answers[i.at] is null\n      order by i.id;', put: 'where true\n      order by i.id;' },
  { name: 'a day total is overwritten', file: SQL, find: 'set debit_minor = ledger_day.debit_minor + excluded.debit_minor,', put: 'set debit_minor = excluded.debit_minor,', isInShortForm: true },
  { name: 'a day total forgets credits', file: SQL, find: 'credit_minor = ledger_day.credit_minor + excluded.credit_minor;', put: 'credit_minor = ledger_day.credit_minor;' },
  { name: 'days are those of New York', file: SQL, find: "select credit_account, (happened_at at time zone 'UTC')::date", put: "select credit_account, (happened_at at time zone 'America/New_York')::date" },
  { name: 'everything known counts as a repeat', file: SQL, find: "    answers[other] := 'id_reused';", put: "    answers[other] := 'already_posted';" },
  { name: 'ids do not belong to the content', file: SQL, find: 'by_id[hit.at] := hit.is_own;', put: 'by_id[hit.at] := false;' },
  { name: 'a transaction may borrow the transfer of another', file: SQL, find: 'or (hit.is_own and hit.transaction_id <> transaction_ids[hit.at])', put: '' },
  { name: 'references are not looked up', file: SQL, find: 'where t.kind = i.kind and t.external_ref = i.ref\n', put: 'where false and t.kind = i.kind and t.external_ref = i.ref\n' },
  { name: 'who loses a race gets an error', file: SQL, find: 'exception when unique_violation then', put: 'exception when division_by_zero then' },
  { name: 'a transfer may be reversed twice', file: SQL, find: '            and not exists (select from ledger_transfer r where r.reverses = o.id))', put: ')' },
  { name: 'a reversal may be of any amount', file: SQL, find: 'and o.amount_minor = i.amount and o.kind = i.kind\n', put: 'and o.kind = i.kind\n' },
  { name: 'posted rows may be deleted', file: SQL, find: 'before update or delete or truncate on ledger_transfer', put: 'before update or truncate on ledger_transfer' },
  { name: 'posted rows may be truncated', file: SQL, find: 'before update or delete or truncate on ledger_transfer', put: 'before update or delete on ledger_transfer' },
  { name: 'the app may update transfers', file: SQL, find: 'grant insert on ledger_account, ledger_transfer', put: 'grant insert, update on ledger_account, ledger_transfer' },
  { name: 'the database lets any kind move anything', file: SQL, find: 'if exists (\n    select from (\n      select distinct kind,', put: 'if false and exists (\n    select from (\n      select distinct kind,' },
  { name: 'the database takes any currency', file: SQL, find: 'ledger_account_currency_of(debit_account) = currency\n    and ledger_account_currency_of(credit_account) = currency', put: 'currency is not null' },
  { name: 'events are inserted before they are looked up where funds decide', file: SQL, find: 'looks_first boolean := has_floors or', put: 'looks_first boolean := false and' },
  { name: 'who meets a known row never looks it up', file: SQL, find: 'if looks_first or attempt > 1 or exists (', put: 'if looks_first or exists (' },
];
