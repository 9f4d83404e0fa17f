import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';

const LIMIT_MS = 1_000;
const journal = z.object({ entries: z.array(z.object({ when: z.number().int() })).min(1) });

/**
 * Makes the check behind `/readyz`: the database answers within a second and has seen the newest
 * migration of this code. Nothing outside (the processor, mail) makes a server unready, because
 * taking it out of service would mend neither.
 */
export function createReadinessCheck(
  pool: () => Pick<pg.Pool, 'query'>,
  migrationsFolder: string,
): () => Promise<boolean> {
  const text = readFileSync(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8');
  const newest = Math.max(...journal.parse(JSON.parse(text)).entries.map((entry) => entry.when));

  return () =>
    withLimit(async () => {
      const found = await pool().query(
        'select 1 from drizzle.__drizzle_migrations where created_at >= $1 limit 1',
        [newest],
      );
      return found.rowCount === 1;
    });
}

async function withLimit(check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LIMIT_MS);
  });
  try {
    return await Promise.race([check().catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
