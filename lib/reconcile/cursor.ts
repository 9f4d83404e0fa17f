import { eq, sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { reconcileCursor } from '@/db/schema';

/** How far one of the processor's lists was read, by the processor's own time; null: never yet. */
export async function readUntil(name: string): Promise<Date | null> {
  const [cursor] = await getDb().select().from(reconcileCursor).where(eq(reconcileCursor.name, name));
  return cursor?.readUntil ?? null;
}

/**
 * Remembers the newest thing that was read, by the processor's own time: our clock may be ahead of
 * it. Forward only: of two runs at once, the earlier must not hide what the later has read.
 */
export async function setReadUntil(name: string, read: Date[]): Promise<void> {
  if (read.length === 0) return;
  const newest = new Date(read.reduce((most, date) => Math.max(most, date.getTime()), 0));
  await getDb()
    .insert(reconcileCursor)
    .values({ name, readUntil: newest })
    .onConflictDoUpdate({
      target: reconcileCursor.name,
      set: { readUntil: sql`greatest(reconcile_cursor.read_until, excluded.read_until)` },
    });
}
