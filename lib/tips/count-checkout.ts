import { getDb } from '@/db/client';
import type { Source } from '@/lib/defence';
import { countAttempt } from '@/lib/limits';
import type { Whence } from '@/lib/origins';

/** Who starts a tip, as far as the request says: nobody may be signed in, a job has no connection. */
export type Payer = { personId: string | null; connection: string | null; from?: Whence; source?: Source };

/** For who calls from inside: the seed, a test. */
export const nobody: Payer = { personId: null, connection: null };

const WINDOW_SECONDS = 600;
/** Far more than a family behind one router gives, far less than testing stolen cards needs. */
const PER_PAGE = 120;
const OVERALL = 300;

/**
 * Counts the start of a payment against where it comes from: for one page, and over all pages
 * (SECURITY.md K02, OAT-001). Asked again under a known key it is not called.
 *
 * @throws TooManyAttempts
 */
export async function countCheckout(creatorId: string, { connection }: Payer): Promise<void> {
  if (connection === null) return;
  const limit = { windowSeconds: WINDOW_SECONDS };
  await countAttempt(getDb(), { what: 'checkout.page', of: `${connection} ${creatorId}`, perWindow: PER_PAGE, ...limit });
  await countAttempt(getDb(), { what: 'checkout', of: connection, perWindow: OVERALL, ...limit });
}
