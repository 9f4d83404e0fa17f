import { getDb } from '@/db/client';
import type { Source } from '@/lib/defence';
import { countAttempt } from '@/lib/limits';
import type { Whence } from '@/lib/origins';

/** Where a join comes from, as far as the request says; a test has no connection. */
export type JoinSource = { connection: string | null; network: string | null; from?: Whence; source?: Source };

const WINDOW_SECONDS = 600;
const HOUR_SECONDS = 3_600;
/** Far more than a family behind one router does, far less than trying stolen cards needs. */
const PER_PAGE = 60;
const OVERALL = 200;
/** A guest's pledge leads to a mail and to a held place, so there is less of it. */
const GUESTS_PER_CONNECTION = 20;
const MAILS_PER_MAILBOX = 5;

/**
 * Counts the start of a pledge against where it comes from, and a guest's against the mailbox that
 * was typed, known here or not: nobody's mailbox is filled by strangers who name it.
 *
 * @param email what a guest typed, in lower case; null for somebody signed in
 * @throws TooManyAttempts
 */
export async function countJoin(creatorId: string, email: string | null, { connection, network }: JoinSource): Promise<void> {
  if (connection === null) return;
  const db = getDb();
  await countAttempt(db, { what: 'pledge.page', of: `${connection} ${creatorId}`, perWindow: PER_PAGE, windowSeconds: WINDOW_SECONDS });
  await countAttempt(db, { what: 'pledge', of: connection, perWindow: OVERALL, windowSeconds: WINDOW_SECONDS });
  if (email === null) return;
  await countAttempt(db, { what: 'pledge.guest', of: connection, perWindow: GUESTS_PER_CONNECTION, windowSeconds: HOUR_SECONDS });
  await countAttempt(db, { what: 'pledge.mailbox', of: `${email} ${network ?? ''}`, perWindow: MAILS_PER_MAILBOX, windowSeconds: HOUR_SECONDS });
}
