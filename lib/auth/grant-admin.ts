import { eq, sql } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { person } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { readAddress } from '@/lib/mail';
import { endAllSessions } from './end-session';

/**
 * Makes an admin of whoever has this address, now or when they first sign in. Only the command line
 * does this: no form and no action knows the column. Their sessions end, because an admin's are
 * short and must begin with the second factor in view.
 *
 * @throws AddressInvalid
 */
export async function grantAdmin(typed: string): Promise<{ personId: string; email: string }> {
  const email = readAddress(typed);
  const id = newId();
  return inTransaction(async (tx) => {
    await tx.insert(person).values({ id, email }).onConflictDoNothing({ target: person.email });
    const [granted] = await tx
      .update(person)
      .set({ isAdmin: sql`true` })
      .where(eq(person.email, email))
      .returning({ id: person.id });
    const personId = granted?.id ?? id;
    await endAllSessions(tx, personId);
    await recordAct(tx, { actorId: null, action: 'admin.grant', subjectKind: 'person', subjectId: personId });
    return { personId, email };
  });
}
