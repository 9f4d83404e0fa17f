import { getDb } from '@/db/client';
import { person } from '@/db/schema';
import { newId } from '@/lib/ids';

/** Somebody with a proven address and nothing special about them. */
export async function addPerson(change: Partial<typeof person.$inferInsert> = {}) {
  const id = newId();
  const [row] = await getDb()
    .insert(person)
    .values({ id, email: `p-${id.slice(-12)}@fans.example`, displayName: 'Ada', ...change })
    .returning();
  if (!row) throw new Error('a person was not written');
  return row;
}
