import { getDb } from '@/db/client';
import { countAttempt, type Client } from '@/lib/limits';
import { mailboxOf } from '@/lib/mail';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/**
 * Counts one report against where it comes from: per connection and page, per connection, per network,
 * and per mailbox that would get an answer, so that nobody's mailbox is flooded in our name.
 *
 * @throws TooManyAttempts
 */
export async function countReport({ creatorId, email, client }: { creatorId: string; email: string | null; client: Client }): Promise<void> {
  const db = getDb();
  await countAttempt(db, { what: 'report.page', of: `${client.connection} ${creatorId}`, perWindow: 3, windowSeconds: DAY });
  await countAttempt(db, { what: 'report.connection', of: client.connection, perWindow: 10, windowSeconds: HOUR });
  await countAttempt(db, { what: 'report.network', of: client.network, perWindow: 60, windowSeconds: HOUR });
  if (email) await countAttempt(db, { what: 'report.mailbox', of: mailboxOf(email), perWindow: 5, windowSeconds: DAY });
}
