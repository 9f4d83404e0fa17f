import { sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { INVARIANTS } from './invariants';
import { verifyLedger, type LedgerCheck } from './verify-ledger';

/**
 * Verifies the ledger and writes the result for a person: offending rows as JSON lines, or a short
 * summary per currency. Answers the exit code: 0 when every invariant holds, 1 when not. The roof
 * calls it with the checks of all domains.
 */
export async function reportVerification(
  db: Db,
  checks: readonly LedgerCheck[],
  write: (line: string) => void,
): Promise<0 | 1> {
  const violations = await verifyLedger(db, checks);
  for (const violation of violations) write(JSON.stringify(violation));
  if (violations.length > 0) {
    const broken = new Set(violations.map(({ invariant }) => invariant));
    write(`ledger: ${broken.size} invariant(s) broken: ${[...broken].join(', ')}`);
    return 1;
  }
  for (const line of await summaryOf(db)) write(line);
  write(`ledger: ${INVARIANTS.length + checks.length} invariants hold`);
  return 0;
}

async function summaryOf(db: Db): Promise<string[]> {
  const { rows } = await db.execute<Record<'currency' | 'transfers' | 'moved' | 'kinds', string>>(sql`
    select t.currency, count(*)::text as transfers, sum(t.amount_minor)::text as moved,
      (select string_agg(k.line, ', ' order by k.code) from (
        select ak.code, ak.name || ' ' || sum(b.balance_minor) as line
        from audit_balance b join ledger_account_kind ak on ak.name = b.account_kind
        where b.currency = t.currency group by ak.code, ak.name having sum(b.balance_minor) <> 0
      ) as k) as kinds
    from ledger_transfer t group by t.currency order by t.currency`);
  if (rows.length === 0) return ['ledger: no transfers yet'];
  return rows.map(({ currency, transfers, moved, kinds }) =>
    `${currency}: ${transfers} transfers, ${moved} minor units moved; balances ${kinds ?? 'all zero'}`);
}
