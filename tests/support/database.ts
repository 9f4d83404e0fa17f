import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { closeDb } from '@/db/client';
import { templateName } from './template';

const serverUrl = process.env.DATABASE_URL ?? '';

/**
 * Gives the test file a fresh, migrated database of its own, copied from the template, and points
 * `DATABASE_URL` at it. After the file every invariant of the ledger is checked, then it is dropped.
 *
 * Pass `verify: false` only in a file that breaks the ledger on purpose.
 */
export function useTestDatabase(options: { verify?: boolean } = {}): { url: () => string } {
  const name = `tuppence_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;

  beforeAll(async () => {
    await onServer(`create database ${name} template ${await templateName(serverUrl)}`);
    process.env.DATABASE_URL = url.href;
  });

  afterAll(async () => {
    try {
      if (options.verify !== false) await expectCleanLedger();
    } finally {
      await closeDb();
      await onServer(`drop database if exists ${name} with (force)`);
      process.env.DATABASE_URL = serverUrl;
    }
  });
  return { url: () => url.href };
}

async function expectCleanLedger(): Promise<void> {
  const [{ verifyLedger }, { getDb }] = await Promise.all([import('@/lib/ledger'), import('@/db/client')]);
  const violations = await verifyLedger(getDb());
  if (violations.length > 0) throw new Error(`The ledger is broken: ${JSON.stringify(violations, null, 1)}`);
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
