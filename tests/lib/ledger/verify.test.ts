import { sql, type SQL } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { newId } from '@/lib/ids';
import { accountId, reportVerification, verifyLedger } from '@/lib/ledger';
import { useTestDatabase } from '../../support/database';
import { earned, event, post, seat, tip } from './events';

useTestDatabase({ verify: false });

let owner: string;

beforeEach(async () => {
  owner = newId();
  await post(tip(owner, 300, `ch_${owner}`), earned(owner, 500), event([
    { kind: 'line_accrued', debit: seat(newId()).tab, credit: seat(owner).accrued, amountMinor: 100 },
    { kind: 'line_accrued', debit: seat(owner, 'USD').tab, credit: seat(owner).accrued, amountMinor: 10 },
  ]));
  expect(await verifyLedger(getDb())).toEqual([]);
});

// What a test tampered with is thrown away whole, so that each sees only its own damage.
afterEach(async () => {
  expect(await verifyLedger(getDb())).toEqual([]);
});

/** Tampers as somebody could who switched every guard off, and answers which invariants noticed. */
async function noticed(...damage: SQL[]): Promise<string[]> {
  const found: string[] = [];
  const undo = new Error('undo');
  await getDb().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = 'replica'`);
    for (const statement of damage) await tx.execute(statement);
    const broken = await verifyLedger(tx);
    expect(broken.every(({ why, row }) => why.length > 0 && Object.keys(row).length > 0)).toBe(true);
    found.push(...broken.map(({ invariant }) => invariant));
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return [...new Set(found)];
}

const held = () => sql`${accountId(seat(owner).held)}::uuid`;
const available = () => sql`${accountId(seat(owner).available)}::uuid`;
const theTip = () => sql`external_ref = ${`ch_${owner}`}`;

test('an amount that was changed is found in every total it stands in', async () => {
  const broken = await noticed(sql`update ledger_transfer set amount_minor = 301 where ${theTip()}`);
  expect(broken).toEqual(['day_totals_equal_transfers', 'audit_balance_equals_entries']);
});

test('a transfer that vanished is found', async () => {
  expect(await noticed(sql`delete from ledger_transfer where ${theTip()}`)).toContain('day_totals_equal_transfers');
});

test('a movement to another account is found', async () => {
  const other = accountId(seat(newId()).held);
  expect(await noticed(sql`update ledger_transfer set credit_account = ${other}::uuid where ${theTip()}`)).toEqual(
    expect.arrayContaining(['transaction_balances', 'transfer_is_whole', 'day_totals_equal_transfers']));
});

test('a currency that is not its account\'s is found', async () => {
  expect(await noticed(
    sql`alter table ledger_transfer drop constraint ledger_transfer_currency`,
    sql`update ledger_transfer set currency = 'EUR' where ${theTip()}`,
  )).toEqual(['transfer_is_whole', 'guards_are_in_place']);
});

test('a kind that may not move money there is found', async () => {
  expect(await noticed(sql`update ledger_transfer set kind = 14 where ${theTip()}`)).toContain('transfer_follows_the_chart');
});

test('a reversal that is none is found', async () => {
  expect(await noticed(sql`update ledger_transfer set reverses = transaction_id where ${theTip()}`)).toEqual(
    expect.arrayContaining(['reversal_takes_back_one_transfer', 'transfer_follows_the_chart']));
});

test('a reference that stands twice in one transaction is found', async () => {
  const broken = await noticed(sql`update ledger_transfer set external_ref = 'x_' || id where credit_account = ${accountId(seat(owner).accrued)}::uuid`);
  expect(broken).toEqual(['external_ref_stands_once']);
});

test('a day total that says something else is found', async () => {
  expect(await noticed(sql`update ledger_day set credit_minor = credit_minor + 1 where account = ${held()}`)).toEqual(
    ['currency_balances', 'day_totals_equal_transfers', 'audit_balance_equals_entries']);
  expect(await noticed(sql`update ledger_day set day = day - 1 where account = ${held()}`)).toEqual(['day_totals_equal_transfers']);
});

test('a kept balance that says something else, or is missing, is found', async () => {
  expect(await noticed(sql`update ledger_balance set balance_minor = 499 where account = ${available()}`)).toEqual(['floored_balance_equals_transfers']);
  expect(await noticed(sql`delete from ledger_balance where account = ${available()}`)).toEqual(['floored_balance_equals_transfers']);
  expect(await noticed(sql`insert into ledger_balance values (${held()}, 0)`)).toEqual(['floored_balance_equals_transfers']);
});

test('an account under its floor is found even when every total agrees', async () => {
  const broken = await noticed(
    sql`insert into ledger_account (id, kind, owner, currency) values (ledger_account_id(7::smallint, ${owner}::uuid, 'USD'), 7, ${owner}::uuid, 'USD')`,
    sql`insert into ledger_transfer (id, transaction_id, debit_account, credit_account, amount_minor, happened_at, kind, currency)
      values (${newId()}::uuid, ${newId()}::uuid, ${available()}, ledger_account_id(7::smallint, ${owner}::uuid, 'USD'), 501, now(), 12, 'USD')`,
    sql`insert into ledger_day (account, debit_minor, credit_minor, day, kind, slot) values (${available()}, 501, 0, (now() at time zone 'UTC')::date, 12, 0),
      (ledger_account_id(7::smallint, ${owner}::uuid, 'USD'), 0, 501, (now() at time zone 'UTC')::date, 12, 0)`,
    sql`alter table ledger_balance drop constraint ledger_balance_floor`,
    sql`update ledger_balance set balance_minor = -1 where account = ${available()}`,
    sql`insert into ledger_balance values (ledger_account_id(7::smallint, ${owner}::uuid, 'USD'), 501)`,
  );
  expect(broken).toEqual(['nothing_under_its_floor', 'guards_are_in_place']);
});

test('an account that is not what its id says is found', async () => {
  expect(await noticed(
    sql`alter table ledger_account drop constraint ledger_account_id_is_derived`,
    sql`update ledger_account set owner = ${newId()}::uuid where id = ${held()}`,
  )).toEqual(['account_is_what_it_says', 'guards_are_in_place']);
});

test('a guard that was switched off is found while all the sums still agree', async () => {
  expect(await noticed(sql`alter table ledger_transfer disable trigger ledger_transfer_is_immutable`)).toEqual(['guards_are_in_place']);
  expect(await noticed(sql`drop trigger ledger_transfer_posted on ledger_transfer`)).toEqual(['guards_are_in_place']);
});

test('the roof\'s own checks are run with the ledger\'s, and their rows reported', async () => {
  const orphan = { name: 'paid_bill_has_its_transfers', why: 'a paid bill moved money', find: () => Promise.resolve([{ bill: 'b1' }]) };
  expect(await verifyLedger(getDb(), [orphan])).toEqual([{ invariant: orphan.name, why: orphan.why, row: { bill: 'b1' } }]);
  const lines: string[] = [];
  expect(await reportVerification(getDb(), [orphan], (line) => lines.push(line))).toBe(1);
  expect(lines).toEqual([JSON.stringify({ invariant: orphan.name, why: orphan.why, row: { bill: 'b1' } }), 'ledger: 1 invariant(s) broken: paid_bill_has_its_transfers']);
});

test('a clean ledger is summed up per currency', async () => {
  const lines: string[] = [];
  expect(await reportVerification(getDb(), [], (line) => lines.push(line))).toBe(0);
  expect(lines[0]).toMatch(/^USD: \d+ transfers, \d+ minor units moved; balances processor_clearing \d+, fan_tab \d+/);
  expect(lines.at(-1)).toBe('ledger: 13 invariants hold');
});
