import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll } from 'vitest';
import { closeDb } from '@/db/client';

/** Does something on a connection of its own, as whom the address names. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Databases beside the file's own that nobody has touched, such as a backup is restored into. When the
 * file is done they are gone, and the environment names its own database again.
 *
 * @param own the address of the file's own database
 */
export function useSpareDatabases(own: () => string): { empty: () => Promise<string> } {
  const made: string[] = [];

  afterAll(async () => {
    await closeDb();
    process.env.DATABASE_URL = own();
    await withClient(own(), async (client) => {
      for (const name of made) await client.query(`drop database if exists ${name} with (force)`);
    });
  });

  return {
    async empty() {
      const name = `tuppence_spare_${randomBytes(6).toString('hex')}`;
      await withClient(own(), (client) => client.query(`create database ${name}`));
      made.push(name);
      const url = new URL(own());
      url.pathname = `/${name}`;
      return url.href;
    },
  };
}
