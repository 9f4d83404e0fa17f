import { lt } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { formerAddress } from '@/db/schema';

/** Forgets addresses that people had until then, and answers how many. @param before business time */
export async function purgeFormerAddresses(before: Date): Promise<number> {
  const purged = await getDb().delete(formerAddress).where(lt(formerAddress.leftAt, before));
  return purged.rowCount ?? 0;
}
