'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { archiveTier, createTier, editTier, moveTier, restoreTier } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { act } from '../../act';

/** The page that all of these stand on; drawn anew, it shows what is kept now. */
const TIERS = '/dashboard/tiers';

type Viewer = { personId: string; creator: { id: string } };
const ownerOf = (viewer: Viewer) => ({ creatorId: viewer.creator.id, personId: viewer.personId });

function kept(sentence: string): { done: string } {
  revalidatePath(TIERS);
  return { done: sentence };
}

const text = z.string().max(4_000).default('');
const tierId = z.uuid();
const fields = {
  tierId, name: text, price: text, description: text, benefits: text, places: text, firstMonthInFull: z.literal('yes').optional(),
};

export const makeTier = act({ name: 'tier.create', who: 'creator', input: z.strictObject(fields) }, async (form, viewer) => {
  const { tierId: id, firstMonthInFull, ...typed } = form;
  await createTier(ownerOf(viewer), { id, typed: { ...typed, firstMonthInFull: firstMonthInFull === 'yes' }, now: await businessClock() });
  return kept('The tier is on your page.');
});

export const saveTier = act({ name: 'tier.edit', who: 'creator', input: z.strictObject(fields) }, async (form, viewer) => {
  const { tierId: id, firstMonthInFull, ...typed } = form;
  await editTier(ownerOf(viewer), { tierId: id, typed: { ...typed, firstMonthInFull: firstMonthInFull === 'yes' } });
  return kept('Saved. Your page shows it within seconds.');
});

export const orderTier = act(
  { name: 'tier.move', who: 'creator', input: z.strictObject({ tierId, to: z.enum(['up', 'down']) }) },
  async (form, viewer) => {
    await moveTier(ownerOf(viewer), form);
    return kept('Moved.');
  },
);

export const putAway = act({ name: 'tier.archive', who: 'creator', input: z.strictObject({ tierId }) }, async (form, viewer) => {
  await archiveTier(ownerOf(viewer), { ...form, now: await businessClock() });
  return kept('Archived. Who has it keeps it.');
});

export const offerAgain = act({ name: 'tier.restore', who: 'creator', input: z.strictObject({ tierId }) }, async (form, viewer) => {
  await restoreTier(ownerOf(viewer), form);
  return kept('It is on your page again, as the last one.');
});
