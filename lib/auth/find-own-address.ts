import { eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { person } from '@/db/schema';
import { invariant } from '@/lib/errors';

/** The address that a signed-in person has proven. */
export async function findOwnAddress(db: Queryable, personId: string): Promise<string> {
  const [found] = await db.select({ email: person.email }).from(person).where(eq(person.id, personId));
  invariant(found?.email, 'who is signed in has an address');
  return found.email;
}
