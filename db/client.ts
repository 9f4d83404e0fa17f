import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema';

export type Db = NodePgDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
/** What a read accepts; writers take a `Tx`, so that no write happens outside a transaction. */
export type Queryable = Db | Tx;

const RETRIES = 5;
/** Serialization failure and deadlock: PostgreSQL's own word that trying again may succeed. */
const RETRYABLE = new Set(['40001', '40P01']);

let pool: pg.Pool | null = null;
let db: Db | null = null;
/** Drizzle over one connection, made once for each: it reads the whole schema to begin with. */
const overClient = new WeakMap<pg.PoolClient, Db>();

/** The database, through one pool per process, opened at the first use from `DATABASE_URL`. */
export function getDb(): Db {
  db ??= drizzle({ client: getPool(), schema });
  return db;
}

/** The pool beneath `getDb`, for the few callers that speak SQL without Drizzle. */
export function getPool(): pg.Pool {
  if (pool) return pool;
  pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: Number(process.env.DATABASE_POOL ?? 10),
    connectionTimeoutMillis: 5_000,
    application_name: process.env.TUPPENCE_PROCESS ?? 'tuppence',
  });
  // A connection that breaks (a database restart) fails its query and is dropped by the pool.
  // Without listeners Node would end the process for it: on the pool for connections that rest, on
  // the connection for one that breaks between two queries of a transaction.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * Runs one command in one READ COMMITTED transaction: it commits when `run` returns and rolls back
 * when it throws. A serialization failure or a deadlock is tried again with the same arguments, so
 * ids must be minted outside. Never make a network call inside.
 *
 * @throws whatever `run` throws, and the database's last error after five tries
 */
export async function inTransaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await onOneConnection(run);
    } catch (error) {
      if (attempt >= RETRIES || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}

/**
 * Drizzle's own transaction on a pool keeps the connection for ever when BEGIN fails, as it does
 * while the database is away: after ten such commands nobody would get one again. So we take the
 * connection and give it back ourselves, whatever happened; a broken one is dropped by the pool.
 */
async function onOneConnection<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await getPool().connect();
  try {
    const known = overClient.get(client) ?? drizzle({ client, schema });
    overClient.set(client, known);
    return await known.transaction(run);
  } finally {
    client.release();
  }
}

/** Closes the pool; the next `getDb` opens a new one. */
export async function closeDb(): Promise<void> {
  const closing = pool;
  pool = null;
  db = null;
  await closing?.end();
}

function isRetryable(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && RETRYABLE.has(at.code)) return true;
  }
  return false;
}
