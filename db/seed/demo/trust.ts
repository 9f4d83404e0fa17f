import { inTransaction } from '@/db/client';
import { creator, person } from '@/db/schema';
import { suspendPage } from '@/lib/admin';
import { addDays } from '@/lib/dates';
import { isRefusal } from '@/lib/errors';
import { runJob } from '@/lib/jobs';
import { reportPage, writeAppeal } from '@/lib/moderation';
import { startTip } from '@/lib/tips';
import { fixedId } from '../fixed-id';
import { payHostedPage } from '../pay-hosted-page';
import type { Moment } from './fans';
import { demoAdmins, demoCreatorEmail, demoPersonId } from './people';
import { demoCreatorId } from './seed-creators';

/** A page that has no place in the tour: it was reported, suspended, and its owner has appealed. */
const HANDLE = 'prize-garden';
const REPORTED = 'backyard-sky';

/**
 * What happens around trust in the demo month, each step by the command that anybody's takes: a page
 * takes two tips, is reported and suspended, so that its money stands still, and its owner appeals, for
 * the second admin to decide. And one report about another page waits in the queue.
 *
 * @param now the end of the demo month
 */
export function trustMoments(now: Date): Moment[] {
  const at = (days: number) => addDays(now, -days);
  return [
    { at: at(9), run: openPage },
    { at: at(8.5), run: (when) => tip(0, 500, when) },
    { at: at(6.2), run: (when) => tip(1, 1_200, when) },
    { at: at(3.1), run: (when) => report(HANDLE, 0, 'impersonation', 'The pictures and the texts are from my own site, and whoever runs this is not me.', when) },
    { at: at(2.2), run: suspend },
    { at: at(1.3), run: appeal },
    { at: at(0.4), run: (when) => report(REPORTED, 1, 'spam', 'The second link leads to a shop that has nothing to do with the sky.', when) },
  ];
}

async function openPage(now: Date): Promise<void> {
  const personId = demoPersonId(demoCreatorEmail(HANDLE));
  await inTransaction(async (tx) => {
    await tx.insert(person).values({ id: personId, email: demoCreatorEmail(HANDLE), displayName: 'Prize Garden', createdAt: now }).onConflictDoNothing();
    await tx.insert(creator).values({
      id: demoCreatorId(HANDLE), personId, handle: HANDLE, name: 'Prize Garden', tagline: 'Show gardens from seed to medal', bio: 'Every week one bed, from the first seed to the day of the show.',
      offer: 'A plan of one bed each month, with all that grows in it.', kind: 'writing', country: 'US', currency: 'USD', accent: '#2f6b4f', art: 'river-notes', presetsMinor: [100, 300, 500],
      minimumMinor: 100, thankYou: 'Thank you.', status: 'active', ledgerOwner: fixedId(`ledger:${HANDLE}`), createdAt: now,
    }).onConflictDoNothing();
  });
}

/** The report takes what it can learn of the tip only when it is known, so the money is asked for at once. */
async function tip(index: number, amountMinor: number, now: Date): Promise<void> {
  await once(async () => {
    const { checkoutUrl } = await startTip({
      key: fixedId(`tip:${HANDLE}:${index}`), creatorId: demoCreatorId(HANDLE), now,
      wish: { amountMinor, platformTipMinor: 0, coversFees: false, message: null, displayName: null, visibility: 'public' },
    });
    await payHostedPage(checkoutUrl, { email: `gardener-${index + 1}@fans.example`, method: 'card', number: '4242424242424242', expiry: `0${index + 1}/41` });
  });
  await runJob('reconcile', now);
}

async function report(handle: string, index: number, kind: 'impersonation' | 'spam', body: string, now: Date): Promise<void> {
  await reportPage({ key: fixedId(`report:${index}`), handle, kind, body, email: '' }, { connection: `demo-${index}`, network: `demo-${index}` }, now);
}

async function suspend(now: Date): Promise<void> {
  const [{ email }] = demoAdmins;
  await once(() => suspendPage({
    actorId: demoPersonId(email), creatorId: demoCreatorId(HANDLE), ground: 'impersonation', now,
    reason: 'The texts and pictures stand on somebody else’s site, who says that you are not them.',
  }));
}

async function appeal(now: Date): Promise<void> {
  await once(() => writeAppeal({
    personId: demoPersonId(demoCreatorEmail(HANDLE)), now,
    body: 'That site is my own: I opened it under my maiden name. I can put any word you like on its first page.',
  }));
}

/** What an earlier, interrupted seed did already is left as it is. */
async function once(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}
