import type { Queryable } from '@/db/client';
import { untouchedDocuments } from './queries';

/** Whether a Stripe key moves real money. */
export function isLiveKey(stripeKey: string): boolean {
  return /^(sk|rk)_live_/.test(stripeKey);
}

/** The reason not to serve: texts that nobody has read. */
export class LegalTextsUntouched extends Error {
  constructor(documents: string[]) {
    super(
      `Legal texts: still the shipped drafts: ${documents.join(', ')}. ` +
        'Start with a test key, have a lawyer read them, publish them under /admin, then start with the live key.',
    );
    this.name = 'LegalTextsUntouched';
  }
}

/**
 * For the boot with a live key: nobody takes real money under texts that nobody has read.
 *
 * @throws LegalTextsUntouched
 */
export async function assertLegalTextsPublished(db: Queryable): Promise<void> {
  const untouched = await untouchedDocuments(db);
  if (untouched.length > 0) throw new LegalTextsUntouched(untouched);
}
