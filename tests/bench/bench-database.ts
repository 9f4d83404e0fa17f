import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { closeDb } from '@/db/client';
import { templateName } from '../support/template';

/**
 * Runs `work` with `DATABASE_URL` pointing at a fresh, migrated database on the same server, which
 * is dropped afterwards; the database of the people who use this clone is not touched.
 */
export async function withBenchDatabase<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.DATABASE_URL ?? '';
  const name = `tuppence_bench_${randomBytes(6).toString('hex')}`;
  const server = new URL(before);
  server.pathname = '/postgres';
  const own = new URL(before);
  own.pathname = `/${name}`;
  await onServer(server.href, `create database ${name} template ${await templateName(server.href)}`);
  try {
    await closeDb();
    process.env.DATABASE_URL = own.href;
    return await work();
  } finally {
    await closeDb();
    process.env.DATABASE_URL = before;
    await onServer(server.href, `drop database if exists ${name} with (force)`);
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
