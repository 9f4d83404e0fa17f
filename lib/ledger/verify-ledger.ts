import { sql } from 'drizzle-orm';
import { getDb, type Db, type Queryable, type Tx } from '@/db/client';
import { INVARIANTS, type LedgerInvariant } from './invariants';

/** A row for which an invariant does not hold. */
export type Violation = { invariant: string; why: string; row: Record<string, unknown> };

/**
 * An invariant that a higher floor adds, about its own state and the ledger together ("a paid bill
 * without its transfers"): `find` answers the offending rows. The ledger knows no business word,
 * so the roof passes these in.
 */
export type LedgerCheck = {
  name: string;
  why: string;
  find: (db: Queryable) => Promise<Record<string, unknown>[]>;
};

/** Told after each check how many of how many are done. */
type Progress = (done: number, of: number) => void | Promise<void>;

/** At most this many offending rows per invariant are reported: enough to see what is wrong. */
const ROWS_MAX = 50;

/**
 * Checks every invariant of the ledger over the whole database, then `checks`, in one snapshot, so
 * that it may run while others post; within a `Tx` it sees what that transaction sees. Empty means
 * that all of them hold.
 */
export async function verifyLedger(
  db: Queryable = getDb(),
  checks: readonly LedgerCheck[] = [],
  onProgress: Progress = () => undefined,
): Promise<Violation[]> {
  if (!isPool(db)) return findViolations(db, checks, onProgress);
  return db.transaction((tx) => findViolations(tx, checks, onProgress), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

async function findViolations(tx: Tx, checks: readonly LedgerCheck[], onProgress: Progress): Promise<Violation[]> {
  // A whole-database read takes as long as it takes.
  await tx.execute(sql`set local statement_timeout = 0`);
  await tx.execute(sql`set local jit = off`);
  const violations: Violation[] = [];
  const all: readonly LedgerCheck[] = [...INVARIANTS.map(asCheck), ...checks];
  for (const [at, { name, why, find }] of all.entries()) {
    const rows = (await find(tx)).slice(0, ROWS_MAX);
    violations.push(...rows.map((row) => ({ invariant: name, why, row })));
    await onProgress(at + 1, all.length);
  }
  return violations;
}

function asCheck({ name, why, find }: LedgerInvariant): LedgerCheck {
  return { name, why, find: async (db) => (await db.execute(sql.raw(`${find} limit ${ROWS_MAX}`))).rows };
}

/** A transaction can be rolled back; the database itself cannot. */
function isPool(db: Queryable): db is Db {
  return !('rollback' in db);
}
