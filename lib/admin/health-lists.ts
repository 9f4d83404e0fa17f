import { asc, desc, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { mailMessage, webhookEvent } from '@/db/schema';
import { maskEmail } from '@/lib/mail';

/** More than this is a state of emergency, not a list to read. */
const MOST = 100;

/** Mails that wait or that were given up, with masked recipients. What they say is not shown. */
export async function listOutbox(db: Queryable, state: 'waiting' | 'failed') {
  const rows = await db
    .select({
      id: mailMessage.id,
      recipient: mailMessage.recipient,
      key: mailMessage.key,
      attempts: mailMessage.attempts,
      failureCode: mailMessage.failureCode,
      nextAttemptAt: mailMessage.nextAttemptAt,
      createdAt: mailMessage.createdAt,
    })
    .from(mailMessage)
    .where(eq(mailMessage.state, state))
    .orderBy(state === 'waiting' ? asc(mailMessage.nextAttemptAt) : desc(mailMessage.createdAt))
    .limit(MOST);
  // The key says what a mail is for ('receipt:…'); what follows may name a person.
  return rows.map(({ recipient, key, ...row }) => ({ ...row, to: maskEmail(recipient), about: key.split(':')[0] ?? '' }));
}

/** Events of the processor that wait, or that were put aside for a person. */
export async function listEvents(db: Queryable, state: 'waiting' | 'parked') {
  return db
    .select({
      id: webhookEvent.id,
      type: webhookEvent.type,
      objectId: webhookEvent.objectId,
      attempts: webhookEvent.attempts,
      note: webhookEvent.note,
      receivedAt: webhookEvent.receivedAt,
      nextAttemptAt: webhookEvent.nextAttemptAt,
    })
    .from(webhookEvent)
    .where(eq(webhookEvent.state, state))
    .orderBy(state === 'waiting' ? asc(webhookEvent.nextAttemptAt) : asc(webhookEvent.receivedAt))
    .limit(MOST);
}
