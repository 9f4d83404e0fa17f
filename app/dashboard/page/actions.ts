'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { getDb } from '@/db/client';
import {
  changeCurrency, changePicture, CREATOR_KINDS, editPage, endGoal, PictureMissing, publishPage, removePicture, renameHandle, setGoal,
} from '@/lib/creators';
import { LINKS_MOST, PRESETS_MOST } from '@/lib/creators/input';
import { requireConsent } from '@/lib/legal';
import { pictureKinds } from '@/lib/media';
import { currencies } from '@/lib/money';
import { businessClock } from '@/lib/stripe';
import { act } from '../../act';

const text = z.string().max(8_000);
const short = z.string().max(1_000);
const places = (most: number) => Array.from({ length: most }, (_, at) => at + 1);
const numbered = (name: string, most: number) => Object.fromEntries(places(most).map((at) => [`${name}${at}`, short.optional()]));

/** The page that all of these stand on; drawn anew, it shows what is kept now. */
const EDITOR = '/dashboard/page';

type Viewer = { personId: string; creator: { id: string } };
const ownerOf = (viewer: Viewer) => ({ creatorId: viewer.creator.id, personId: viewer.personId });

function kept(sentence: string): { done: string } {
  revalidatePath(EDITOR);
  return { done: sentence };
}

export const savePage = act(
  {
    name: 'page.edit',
    who: 'creator',
    input: z.strictObject({
      name: text, tagline: text, bio: text, offer: text, thankYou: text, accent: short, minimum: short,
      kind: z.enum(CREATOR_KINDS),
      ...numbered('preset', PRESETS_MOST), ...numbered('label', LINKS_MOST), ...numbered('url', LINKS_MOST),
    }),
  },
  async (input, viewer) => {
    const typed: Record<string, string | undefined> = input;
    const at = (name: string) => typed[name] ?? '';
    const presets = places(PRESETS_MOST).map((place) => at(`preset${place}`));
    const links = places(LINKS_MOST).map((place) => ({ label: at(`label${place}`), url: at(`url${place}`) }));
    const { name, tagline, bio, offer, thankYou, accent, minimum, kind } = input;
    await editPage(ownerOf(viewer), { name, tagline, bio, offer, thankYou, accent, minimum, kind, presets, links });
    return kept('Saved. Your page shows it within seconds.');
  },
);

export const savePicture = act(
  { name: 'page.picture', who: 'creator', input: z.strictObject({ kind: z.enum(pictureKinds), avatar: z.instanceof(File).optional(), banner: z.instanceof(File).optional() }) },
  async (input, viewer) => {
    const file = input[input.kind];
    if (!file) throw new PictureMissing(input.kind);
    await changePicture(ownerOf(viewer), input.kind, Buffer.from(await file.arrayBuffer()));
    return kept('Your picture is on your page.');
  },
);

export const dropPicture = act(
  { name: 'page.picture.remove', who: 'creator', input: z.strictObject({ kind: z.enum(pictureKinds) }) },
  async ({ kind }, viewer) => {
    await removePicture(ownerOf(viewer), kind);
    return kept('The picture is gone; a drawing stands in its place.');
  },
);

export const saveGoal = act(
  { name: 'page.goal', who: 'creator', input: z.strictObject({ goalTitle: text, goalTarget: short }) },
  async ({ goalTitle, goalTarget }, viewer) => {
    await setGoal(ownerOf(viewer), { title: goalTitle, target: goalTarget }, await businessClock());
    return kept('Your goal is on your page.');
  },
);

export const closeGoal = act(
  { name: 'page.goal.end', who: 'creator', input: z.strictObject({}) },
  async (_input, viewer) => {
    await endGoal(ownerOf(viewer), await businessClock());
    return kept('The goal has ended. What was given is yours as before.');
  },
);

export const saveHandle = act(
  { name: 'page.rename', who: 'creator', input: z.strictObject({ handle: short }) },
  async ({ handle }, viewer) => {
    const renamed = await renameHandle(ownerOf(viewer), handle);
    return kept(renamed.was === renamed.handle ? 'That is its address already.' : `Your page has moved to /${renamed.handle}; /${renamed.was} leads there.`);
  },
);

export const saveCurrency = act(
  { name: 'page.currency', who: 'creator', input: z.strictObject({ currency: z.enum(currencies) }) },
  async ({ currency }, viewer) => {
    await changeCurrency(ownerOf(viewer), currency);
    return kept(`Tips now come in ${currency}. Please look over the amounts that you offer.`);
  },
);

export const setPublished = act(
  { name: 'page.publish', who: 'creator', input: z.strictObject({ to: z.enum(['active', 'unpublished']) }) },
  async ({ to }, viewer) => {
    // Putting a page up binds its owner to the terms that hold now; taking it down needs no yes.
    if (to === 'active') await requireConsent(getDb(), viewer.personId);
    await publishPage(ownerOf(viewer), to);
    return kept(to === 'active' ? 'Your page is back.' : 'Your page is closed. Nobody can see it or tip you.');
  },
);
