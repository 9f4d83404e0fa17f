'use server';

import { z } from 'zod';
import { CREATOR_KINDS, openPage } from '@/lib/creators';
import { currencies } from '@/lib/money';
import { businessClock } from '@/lib/stripe';
import { act } from '../act';

const text = z.string().max(4_000);

/** Opens the page of somebody who has none; it is live when this answers. */
export const openMyPage = act(
  {
    name: 'page.open',
    who: 'person',
    input: z.strictObject({
      name: text,
      handle: text,
      kind: z.enum(CREATOR_KINDS),
      offer: text,
      country: z.string().length(2, 'Please choose the country where you live.'),
      currency: z.enum(currencies),
      avatar: z.instanceof(File).optional(),
      adult: z.literal('yes', { error: 'Pages are for people of 18 or older. Please tick this if you are.' }),
      terms: z.literal('yes', { error: 'Please read and accept the terms: they are what we both rely on.' }),
    }),
  },
  async ({ adult: _adult, terms: _terms, avatar, ...page }, viewer) => {
    const bytes = avatar ? Buffer.from(await avatar.arrayBuffer()) : null;
    await openPage(viewer.personId, { ...page, avatar: bytes }, await businessClock());
    return { goTo: '/dashboard/page?opened=yes' };
  },
);
