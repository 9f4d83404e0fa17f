import { and, eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { fan } from '@/db/schema';
import { detachRemovedCards } from '@/lib/fans';
import { dropGuest } from './drop-guest';
import { ConfirmLinkGone, PledgeNotNow } from './errors';
import { findGuest } from './guest-link';
import { isBeingCharged } from './is-being-charged';

/**
 * Whoever reads the mailbox says that a pledge is not theirs: it ends, what of it is on no bill
 * leaves the tab, the card is removed here and at the processor. The link is all the right it takes.
 *
 * @param asked.now business time
 * @throws ConfirmLinkGone, PledgeNotNow while a charge is under way
 */
export async function refusePledge(asked: { token: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    const found = await findGuest(tx, asked.token, asked.now);
    const [guest] = found ? await tx.select().from(fan).where(and(eq(fan.id, found.id), eq(fan.status, 'unproven'))).for('no key update') : [];
    if (!guest) throw new ConfirmLinkGone();
    if (await isBeingCharged(tx, guest.id)) throw new PledgeNotNow('This pledge is being charged right now. Please try again in a minute.');
    await dropGuest(tx, guest, 'refused', asked.now);
  });
  await detachRemovedCards(asked.now);
}
