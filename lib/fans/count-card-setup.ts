import { getDb } from '@/db/client';
import { countAttempt } from '@/lib/limits';

/** Who saves or chooses a card, and where from, as far as the request says; a test has no connection. */
export type CardHand = { personId: string; connection: string | null };

const WINDOW_SECONDS = 3_600;
/** Far more than anybody has cards, far less than trying stolen ones needs. */
const PER_PERSON = 20;
/** For all the accounts that one connection has made. */
const PER_CONNECTION = 60;

/**
 * Counts what may end in a charge to a card, saving one or choosing which is charged, against the
 * person and the connection (SECURITY.md K02, OAT-001): each of them tells whether a card is good.
 *
 * @throws TooManyAttempts
 */
export async function countCardSetup({ personId, connection }: CardHand): Promise<void> {
  const limit = { windowSeconds: WINDOW_SECONDS };
  await countAttempt(getDb(), { what: 'card.setup', of: personId, perWindow: PER_PERSON, ...limit });
  if (connection === null) return;
  await countAttempt(getDb(), { what: 'card.setup.connection', of: connection, perWindow: PER_CONNECTION, ...limit });
}
