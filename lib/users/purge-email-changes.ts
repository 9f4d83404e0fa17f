import { lt } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { emailChange } from '@/db/schema';

/** Removes changes of address that nobody finished in time, and answers how many. @param before real time */
export async function purgeEmailChanges(before: Date): Promise<number> {
  const purged = await getDb().delete(emailChange).where(lt(emailChange.expiresAt, before));
  return purged.rowCount ?? 0;
}
