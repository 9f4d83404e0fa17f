'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { withCardSource } from '@/app/card-source';
import { getDb, inTransaction } from '@/db/client';
import { currentClient, type Viewer } from '@/lib/auth';
import { retryBills, retryWithOtherCard } from '@/lib/billing';
import { CardNotFound, chooseCard, countCardSetup, ensureFan, findFan, guardCardSetup, openCardSetup, recordConsent, removeCard, type Fan } from '@/lib/fans';
import { isCurrency } from '@/lib/money';
import { isOffered } from '@/lib/pricing';
import { wake } from '@/lib/queue';
import { businessClock } from '@/lib/stripe';

const RETURNS = { tab: '/account/tab', cards: '/account/cards' } as const;

/** Opens the hosted page that saves a card, once its owner agreed to how it is charged. */
export const add = act(
  {
    name: 'card.add',
    who: 'person',
    input: z.strictObject({
      agree: z.literal('yes', 'Please tick this if you agree. Without it no card can be charged.'),
      currency: z.string().length(3).refine(isCurrency).refine(isOffered),
      timeZone: z.string().max(64).default(''),
      from: z.enum(['tab', 'cards']),
    }),
  },
  async ({ currency, timeZone, from }, viewer) => {
    const now = await businessClock();
    const path = RETURNS[from];
    return withCardSource(viewer, null, async (source, here) => {
      await guardCardSetup({ personId: viewer.personId, connection: here.connection, source, now });
      const fan = await inTransaction(async (tx) => {
        const made = await ensureFan(tx, { personId: viewer.personId, timeZone: timeZone || null, now });
        await recordConsent(tx, { fanId: made.id, currency, now });
        return made;
      });
      return { goTo: await openCardSetup(fan, { returnPath: `${path}?card=saved`, cancelPath: path, currency, from: here, source, now }) };
    });
  },
);

const oneCard = z.strictObject({ cardId: z.uuid() });

/** The card that is charged from now on; what could not be charged before is tried with it at once. */
export const choose = act({ name: 'card.choose', who: 'person', input: oneCard }, async ({ cardId }, viewer) => {
  const [fan, now] = [await ownFan(viewer), await businessClock()];
  await countHand(viewer);
  await chooseCard(fan.id, cardId);
  await inTransaction((tx) => retryBills(tx, fan.id, now));
  wake('dunning');
  wake('billing');
  return { goTo: '/account/cards?did=chosen' };
});

/** Forgets a card, here and at the processor; what takes its place is tried at once for what is open. */
export const remove = act({ name: 'card.remove', who: 'person', input: oneCard }, async ({ cardId }, viewer) => {
  const [fan, now] = [await ownFan(viewer), await businessClock()];
  await removeCard(fan.id, cardId, now);
  await inTransaction((tx) => retryWithOtherCard(tx, fan.id, now));
  wake('dunning');
  wake('billing');
  return { goTo: '/account/cards?did=removed' };
});

async function countHand({ personId }: Viewer): Promise<void> {
  await countCardSetup({ personId, connection: (await currentClient()).connection });
}

async function ownFan(viewer: Viewer): Promise<Fan> {
  const fan = await findFan(getDb(), viewer.personId);
  if (!fan) throw new CardNotFound();
  return fan;
}
