'use server';

import { z } from 'zod';
import { getDb } from '@/db/client';
import { findFan, guardCardSetup, openCardSetup } from '@/lib/fans';
import { cancelPledge, changePledge, findListed, keepPledge, pausePledge, PledgeNotFound, resumePledge, startAsked } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { act } from '../../act';
import { withCardSource } from '../../card-source';

const pledgeId = z.uuid();
const one = z.strictObject({ pledgeId });

function after(id: string, what: string): { goTo: string } {
  return { goTo: `/account/pledges?${new URLSearchParams({ [what]: id }).toString()}` };
}

export const change = act(
  {
    name: 'pledge.change',
    who: 'person',
    input: z.strictObject({ pledgeId, tierId: z.uuid(), amountMinor: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER), seen: z.string().max(200) }),
  },
  async (form, { personId }) => {
    await changePledge({ ...form, personId, now: await businessClock() });
    return after(form.pledgeId, 'changed');
  },
);

export const pause = act({ name: 'pledge.pause', who: 'person', input: one }, async (form, { personId }) => {
  await pausePledge({ ...form, personId, now: await businessClock() });
  return after(form.pledgeId, 'paused');
});

export const resume = act({ name: 'pledge.resume', who: 'person', input: one }, async (form, { personId }) => {
  await resumePledge({ ...form, personId, now: await businessClock() });
  return after(form.pledgeId, 'resumed');
});

export const keep = act({ name: 'pledge.keep', who: 'person', input: one }, async (form, { personId }) => {
  await keepPledge({ ...form, personId, now: await businessClock() });
  return after(form.pledgeId, 'kept');
});

export const cancel = act({ name: 'pledge.cancel', who: 'person', input: one }, async (form, { personId }) => {
  await cancelPledge({ ...form, personId, now: await businessClock() });
  return after(form.pledgeId, 'cancelled');
});

/** Back to the hosted page, for a pledge whose card was not saved yet; with a card that came for something else it starts. */
export const saveCard = act({ name: 'pledge.card', who: 'person', input: one }, async (form, viewer) => {
  const { personId } = viewer;
  const now = await businessClock();
  const fan = await findFan(getDb(), personId);
  const listed = fan && (await findListed(getDb(), fan.id, form.pledgeId, now));
  if (!fan || listed?.pledge.status !== 'asked') throw new PledgeNotFound();
  const returnPath = `/account/pledges?joined=${form.pledgeId}`;
  return withCardSource(viewer, null, async (source, from) => {
    await guardCardSetup({ personId, connection: from.connection, source, now });
    if (await startAsked({ ...form, personId, now })) return after(form.pledgeId, 'joined');
    const { currency, creatorId } = listed.pledge;
    return { goTo: await openCardSetup(fan, { pledgeId: form.pledgeId, returnPath, cancelPath: '/account/pledges', currency, creatorId, from, source, now }) };
  });
});
