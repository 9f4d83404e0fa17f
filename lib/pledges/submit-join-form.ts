import { z } from 'zod';
import { getDb } from '@/db/client';
import { guardCardPage } from '@/lib/defence';
import { isRefusal, Refusal } from '@/lib/errors';
import { defaultCard, findFan, openCardSetup } from '@/lib/fans';
import { parseAmount, plainAmount } from '@/lib/money';
import { countJoin, type JoinSource } from './count-join';
import { PlanChanged, TierGone } from './errors';
import { findPledgeByKey, joinPledge, type Joined, type Joiner } from './join-pledge';
import { findOffer, type Offer } from './tier-queries';

/** The posted form that joins a tier. What it costs is read from the database, never from here. */
export const joinForm = z.strictObject({
  key: z.uuid(),
  tierId: z.uuid(),
  amount: z.string().max(200).default(''),
  email: z.string().max(1_000).optional(),
  timeZone: z.string().max(64).default(''),
  agree: z.literal('yes').optional(),
  seen: z.string().max(200).default(''),
});
export type JoinForm = z.infer<typeof joinForm>;

/**
 * Takes the form that joins a tier and answers where the person goes next: to their pledges when it
 * runs, to the hosted page when a card must be saved first. A guest is asked by mail afterwards and
 * sees the same, whether the address is known here or not. When the amounts are others than the form
 * showed (a day has passed, or the browser has no script), it is shown again with them.
 *
 * @param who whoever is signed in, or a guest's address as `readAddress` answers it
 * @param now business time
 * @throws AmountInvalid, TooManyAttempts, every refusal of `guardCardPage`, and all that `joinPledge` and `openCardSetup` throw
 */
export async function submitJoinForm(form: JoinForm, who: Joiner, now: Date, source: JoinSource): Promise<{ goTo: string }> {
  const offer = await findOffer(getDb(), form.tierId);
  if (!offer) throw new TierGone();
  const amountMinor = readAmount(form.amount, offer);
  await countJoin(offer.creator.id, 'email' in who ? who.email : null, source);
  await guardCard(form, who, offer, now, source);
  const page = `/${offer.creator.handle}/join/${offer.tier.id}`;
  try {
    const joined = await joinPledge({
      key: form.key, tierId: form.tierId, amountMinor, who, timeZone: form.timeZone || null, agrees: form.agree === 'yes', seen: form.seen, now,
      from: source.from,
    });
    return { goTo: await nextStep(joined, page, now, source) };
  } catch (error) {
    if (!(error instanceof PlanChanged)) throw error;
    return { goTo: `${page}?${new URLSearchParams({ amount: plainAmount(amountMinor, offer.tier.currency), again: 'yes' }).toString()}` };
  }
}

async function nextStep({ pledge, fan }: Joined, page: string, now: Date, { from, source }: JoinSource): Promise<string> {
  const own = `/account/pledges?joined=${pledge.id}`;
  if (pledge.status !== 'asked') return own;
  // The pledge's own id is the key, so a form sent twice opens one page.
  return openCardSetup(fan, {
    key: pledge.id,
    pledgeId: pledge.id,
    returnPath: fan.status === 'unproven' ? '/pledges/sent' : own,
    cancelPath: page,
    currency: pledge.currency,
    from,
    source,
    creatorId: pledge.creatorId,
    now,
  });
}

/** Whoever has no card yet is led to the page that saves one: that is guarded before anything is written. */
async function guardCard(form: JoinForm, who: Joiner, offer: Offer, now: Date, { source }: JoinSource): Promise<void> {
  if (!source || (await findPledgeByKey(getDb(), form.key))) return;
  const fan = 'personId' in who ? await findFan(getDb(), who.personId) : null;
  if (fan && (await defaultCard(getDb(), fan.id))) return;
  await guardCardPage(source, { creatorId: offer.creator.id, now });
}

function readAmount(typed: string, { tier }: Offer): number {
  try {
    return parseAmount(typed, tier.currency);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new Refusal(error.code, error.sentence, { status: error.status, field: 'amount' });
  }
}
