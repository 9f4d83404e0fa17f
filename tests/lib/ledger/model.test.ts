import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { ACCOUNT_KINDS, balancesOf, postTransfers, type AccountRef, type LedgerAccountKind, type PostOutcome, type TransferInput } from '@/lib/ledger';
import { useTestDatabase } from '../../support/database';
import { LedgerModel, nameOf } from './ledger-model';
import { callsOf, step } from './ledger-streams';

useTestDatabase();

const RUNS = Number(process.env.TUPPENCE_LEDGER_RUNS ?? (process.env.TUPPENCE_LONG === '1' ? 3_000 : 120));
const TIMEOUT_MS = 20_000 + RUNS * 200;

test('any stream of postings is answered, balanced and totalled as by a simple ledger that posts one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 24 }), async (steps) => {
      const { calls, owners } = callsOf(steps);
      const model = new LedgerModel();
      const before = await systemBalances();
      for (const call of calls) {
        const expected = call.flatMap((event) => {
          const answer = model.post(event);
          return event.map(() => answer);
        });
        expect(await post(call.flat())).toEqual(expected);
      }
      await expectSameBooks(model, owners, before);
    }),
    { numRuns: RUNS },
  );
}, TIMEOUT_MS);

test('when the same stream is posted by many at once, each event has one effect and nothing is overdrawn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), fc.integer({ min: 2, max: 3 }), async (steps, writers) => {
      const { calls, owners } = callsOf(steps.map((each) => ({ ...each, mode: 'fresh', isNewCall: true })));
      const before = await systemBalances();
      const answers = new Map<string, PostOutcome[]>();
      await Promise.all(Array.from({ length: writers }, async (_, writer) => {
        for (const call of writer % 2 === 0 ? calls : calls.toReversed()) {
          const event = call.flat();
          const [answer] = await post(event);
          const id = event[0]?.transactionId ?? '';
          if (answer) answers.set(id, [...(answers.get(id) ?? []), answer]);
        }
      }));
      const model = new LedgerModel();
      for (const call of calls) {
        const event = call.flat();
        const heard = answers.get(event[0]?.transactionId ?? '') ?? [];
        const effects = heard.filter((answer) => answer === 'posted').length;
        expect(effects).toBeLessThanOrEqual(1);
        // Said once, it stands: who came later was told so.
        if (effects === 1) model.posted.push(...event);
        else expect(heard).not.toContain('already_posted');
        expect(heard).not.toContain('id_reused');
      }
      for (const owner of owners) {
        for (const ref of accountsOf(owner)) {
          if (ACCOUNT_KINDS[ref.kind].floored) expect(model.balance(ref)).toBeGreaterThanOrEqual(0);
        }
      }
      await expectSameBooks(model, owners, before);
    }),
    { numRuns: RUNS },
  );
}, TIMEOUT_MS);

function post(transfers: TransferInput[]): Promise<PostOutcome[]> {
  return inTransaction((tx) => postTransfers(tx, transfers));
}

async function expectSameBooks(model: LedgerModel, owners: string[], before: Map<string, number>): Promise<void> {
  const owned = owners.flatMap(accountsOf);
  expect(await balancesOf(getDb(), owned)).toEqual(owned.map((ref) => model.balance(ref)));
  for (const [name, balance] of await systemBalances()) {
    const ref = systemAccounts().find((each) => nameOf(each) === name);
    expect([name, balance - (before.get(name) ?? 0)]).toEqual([name, ref ? model.balance(ref) : 0]);
  }
  const days = new Map([...model.days()].filter(([name]) => owners.some((owner) => name.includes(owner))));
  expect(await dayTotals(owners)).toEqual(days);
}

async function dayTotals(owners: string[]) {
  const { rows } = await getDb().execute<{ name: string; debit: string; credit: string }>(sql`
    select ak.name || ' ' || a.owner || ' ' || a.currency || ' ' || d.day || ' ' || tk.name as name,
      sum(d.debit_minor)::text as debit, sum(d.credit_minor)::text as credit
    from ledger_day d join ledger_account a on a.id = d.account
    join ledger_account_kind ak on ak.code = a.kind join ledger_transfer_kind tk on tk.code = d.kind
    where a.owner = any(${sql.param(owners)}::uuid[]) group by 1`);
  return new Map(rows.map(({ name, debit, credit }) => [name, { debitMinor: Number(debit), creditMinor: Number(credit) }]));
}

async function systemBalances(): Promise<Map<string, number>> {
  const refs = systemAccounts();
  const balances = await balancesOf(getDb(), refs);
  return new Map(refs.map((ref, at) => [nameOf(ref), balances[at] ?? 0]));
}

function systemAccounts(): AccountRef[] {
  return accountsOf(null);
}

function accountsOf(owner: string | null): AccountRef[] {
  return kinds(owner !== null).flatMap((kind) => [{ kind, owner, currency: 'USD' as const }, { kind, owner, currency: 'JPY' as const }]);
}

function kinds(owned: boolean): LedgerAccountKind[] {
  const all: LedgerAccountKind[] = [
    'processor_clearing', 'fan_tab', 'creator_debt', 'creator_accrued', 'creator_held', 'creator_available',
    'creator_reserved', 'gift_credit', 'platform_fees', 'platform_tips', 'processor_costs', 'write_offs', 'operator_bank', 'currency_exchange',
  ];
  return all.filter((kind) => ACCOUNT_KINDS[kind].owned === owned);
}
