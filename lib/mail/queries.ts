import { desc, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { mailMessage } from '@/db/schema';

/** The newest mails, for the local mailbox page; at most 50. */
export async function listMails(db: Queryable) {
  return db
    .select({
      id: mailMessage.id,
      recipient: mailMessage.recipient,
      subject: mailMessage.subject,
      state: mailMessage.state,
      createdAt: mailMessage.createdAt,
    })
    .from(mailMessage)
    .orderBy(desc(mailMessage.createdAt), mailMessage.id)
    .limit(50);
}

/** One mail, whole, or null. */
export async function findMail(db: Queryable, id: string) {
  const [mail] = await db.select().from(mailMessage).where(eq(mailMessage.id, id));
  return mail ?? null;
}
