import { desc } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { backup } from '@/db/schema';

/** The last backup that was taken; its moment is real time. */
export type LastBackup = { takenAt: Date; rowCount: number; byteCount: number };

/**
 * The last backup that this database knows of; null if none was ever taken. It stands here and not in
 * lib/backup, which brings the migrations in: no page may load them.
 */
export async function lastBackup(db: Queryable): Promise<LastBackup | null> {
  const [last] = await db.select().from(backup).orderBy(desc(backup.takenAt)).limit(1);
  return last ?? null;
}
