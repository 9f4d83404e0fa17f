import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { newId } from '@/lib/ids';
import { accountId, balancesOf, isDebitNormal, type AccountRef, type TransferInput } from '@/lib/ledger';
import { useTestDatabase } from '../../support/database';
import { post } from './events';
import { drawTAccounts, type TAccount } from './t-accounts';
import { WORKED_EXAMPLES, type Cast, type WorkedExample } from './worked-examples';

useTestDatabase();

const README = path.join(import.meta.dirname, '../../../lib/ledger/README.md');
const printed: string[] = [];

for (const example of WORKED_EXAMPLES) {
  test(`${example.title}: the books move as the README draws it`, async () => {
    const names = new Map<string, string>();
    const aliases = new Map<string, string>();
    const alias = (name: string) => {
      const known = aliases.get(name) ?? newId();
      aliases.set(name, known);
      names.set(known, name);
      return known;
    };
    const section = await play(example, { alias }, names);
    printed.push(section);
    if (process.env.TUPPENCE_WRITE_README === '1') return;
    expect(readFileSync(README, 'utf8')).toContain(section);
  });
}

// `TUPPENCE_WRITE_README=1 npx vitest run tests/lib/ledger/worked-examples.test.ts` rewrites them.
test('the README holds these examples and no others', () => {
  const text = readFileSync(README, 'utf8');
  const [head = '', tail = ''] = text.split(/<!-- examples:[^>]*-->[\s\S]*<!-- end of examples -->/);
  const whole = `${head}<!-- examples: written by tests/lib/ledger/worked-examples.test.ts -->\n\n${printed.join('\n\n')}\n\n<!-- end of examples -->${tail}`;
  if (process.env.TUPPENCE_WRITE_README === '1') writeFileSync(README, whole);
  expect(readFileSync(README, 'utf8')).toBe(whole);
});

async function play(example: WorkedExample, cast: Cast, names: Map<string, string>): Promise<string> {
  const { before, now, show } = example.play(cast);
  const accounts = distinct([...before, ...now].flat());
  // The operator's own accounts are shared by all examples, so theirs are read as differences.
  const origin = await balancesOf(getDb(), accounts);
  const read = async () => {
    const balances = await balancesOf(getDb(), accounts);
    return new Map(accounts.map((ref, at) => [accountId(ref), (balances[at] ?? 0) - (origin[at] ?? 0)]));
  };
  for (const event of before) expect(new Set(await post(event))).toEqual(new Set(['posted']));
  const broughtForward = await read();
  for (const event of now) expect(new Set(await post(event))).toEqual(new Set(['posted']));
  const inTheEnd = await read();
  const balances = new Map(accounts.map((ref) => [nameOf(ref, names), inTheEnd.get(accountId(ref))]));
  for (const [name, balance] of Object.entries(example.leaves)) expect([name, balances.get(name)]).toEqual([name, balance]);
  const drawn = await Promise.all((show ?? distinct(now.flat())).map(async (ref): Promise<TAccount> => ({
    name: nameOf(ref, names),
    isDebitNormal: isDebitNormal(ref.kind),
    broughtForwardMinor: broughtForward.get(accountId(ref)) ?? 0,
    lines: await linesOf(ref, now.flat()),
    balanceMinor: inTheEnd.get(accountId(ref)) ?? 0,
  })));
  return `### ${example.title}\n\n${example.story}\n\n\`\`\`text\n${drawTAccounts(drawn)}\n\`\`\``;
}

/** What these events moved on that account, as an auditor reads it. */
async function linesOf(ref: AccountRef, transfers: TransferInput[]): Promise<TAccount['lines']> {
  const transactionIds = [...new Set(transfers.map(({ transactionId }) => transactionId))];
  const { rows } = await getDb().execute<{ kind: string; amount: string }>(sql`
    select e.kind, e.amount_minor::text as amount from audit_entry e
    where e.account = ${accountId(ref)}::uuid and e.transaction_id = any(${sql.param(transactionIds)}::uuid[])
    order by e.created_at, abs(e.amount_minor) desc, e.kind`);
  return gather(rows.map(({ kind, amount }) => ({ kind, amountMinor: Number(amount) })));
}

/** Many equal shares of one bill stand on one line of the clearing account. */
function gather(lines: TAccount['lines']): TAccount['lines'] {
  if (lines.length <= 4) return lines;
  const sums = new Map<string, number>();
  for (const { kind, amountMinor } of lines) sums.set(kind, (sums.get(kind) ?? 0) + amountMinor);
  return [...sums].map(([kind, amountMinor]) => ({ kind, amountMinor }));
}

function distinct(transfers: TransferInput[]): AccountRef[] {
  const refs = transfers.flatMap(({ debit, credit }) => [debit, credit]);
  return [...new Map(refs.map((ref) => [accountId(ref), ref])).values()];
}

function nameOf({ kind, owner }: AccountRef, names: Map<string, string>): string {
  return owner === null ? kind : `${kind}:${names.get(owner) ?? '?'}`;
}
