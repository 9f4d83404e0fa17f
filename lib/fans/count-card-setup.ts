import { getDb } from '@/db/client';
import { guardCardPage, type Source } from '@/lib/defence';
import { countAttempt } from '@/lib/limits';

/** Who saves or chooses a card, and where from, as far as the request says; a test has no connection. */
export type CardHand = { personId: string; connection: string | null };

/** Who is about to open the page that saves a card. */
export type PageHand = CardHand & { source?: Source; now: Date };

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

/**
 * Counts the opening of the page that saves a card, and lets the defence against card testing say no
 * before anything is written.
 *
 * @param hand.now business time
 * @throws TooManyAttempts, and every refusal of `guardCardPage`
 */
export async function guardCardSetup({ source, now, ...hand }: PageHand): Promise<void> {
  await countCardSetup(hand);
  await guardCardPage(source, { creatorId: null, now });
}
