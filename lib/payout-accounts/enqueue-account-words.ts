import { and, eq, gt } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, formerAddress, person, type payoutAccount } from '@/db/schema';
import { addDays, formatMoment } from '@/lib/dates';
import { env } from '@/lib/env';
import { enqueueMails, renderMail, type MailWords } from '@/lib/mail';
import { readSetting } from '@/lib/settings';
import { FORMER_ADDRESS_DAYS, REST_HOURS, restOf } from './rest';

type Row = typeof payoutAccount.$inferSelect;
type Change = { before: Row; after: Row; isElsewhere: boolean; isStopped: boolean; now: Date };
type Owner = { personId: string; email: string; locale: string; timeZone: string };

/**
 * Tells the owner of an account what they must know of its change. That money goes elsewhere is also
 * told to an address that they left lately: whoever took over an account would change both. An owner
 * who has left cannot be told.
 */
export async function enqueueAccountWords(tx: Tx, change: Change): Promise<void> {
  const occasion = occasionOf(change);
  const owner = occasion && (await ownerOf(tx, change.after.creatorId));
  if (!occasion || !owner) return;
  const words = wordsOf[occasion](change, owner, await readSetting(tx, 'supportAddress'));
  const recipients = [owner.email, ...(occasion === 'changed' ? await formerAddresses(tx, owner.personId, change.now) : [])];
  await enqueueMails(
    tx,
    [...new Set(recipients)].map((recipient, place) => ({
      // The person stands in the key, so that what was mailed to an earlier address goes with them.
      key: `payout_account.${occasion}:${owner.personId}:${change.after.id}:${change.now.toISOString()}:${place}`,
      recipient,
      subject: words.title,
      ...renderMail(words),
    })),
  );
}

type Occasion = 'changed' | 'ready' | 'stopped';

function occasionOf({ before, after, isElsewhere, isStopped }: Change): Occasion | null {
  if (isElsewhere) return 'changed';
  if (before.firstActiveAt === null && after.firstActiveAt !== null) return 'ready';
  return isStopped && before.status !== 'restricted' ? 'stopped' : null;
}

const wordsOf: Record<Occasion, (change: Change, owner: Owner, supportAddress: string) => MailWords> = {
  changed: ({ before, after, now }, owner, supportAddress) => ({
    title: 'Your payouts go to another bank account',
    paragraphs: [
      `Somebody who could sign in to your payout account changed where your money goes. Nothing is paid out for ${REST_HOURS} hours, so that you can stop it.`,
      'If that was you, there is nothing to do.',
    ],
    rows: [
      ['Before', before.destination ?? ''],
      ['Now', after.destination ?? ''],
      ['Changed', formatMoment(now, owner)],
      ['Payouts rest until', formatMoment(restOf(now, null) ?? now, owner)],
    ],
    button: { label: 'Look at your payout account', url: pageAddress() },
    foot: `If it was not you, sign out every browser in your account and ${supportAddress ? `write to ${supportAddress}` : 'tell whoever runs this site'} at once.`,
  }),
  ready: ({ after }) => ({
    title: 'You can be paid now',
    paragraphs: ['Your payout account is ready. What supporters give you can be paid out there as soon as it is available.'],
    rows: after.destination ? [['Paid to', after.destination]] : [],
    button: { label: 'See your payout account', url: pageAddress() },
  }),
  stopped: () => ({
    title: 'Your payout account has stopped',
    paragraphs: [
      'No payout can be sent to you until it is put right. Your money is safe and stays yours.',
      'The page of your payout account says what is needed.',
    ],
    button: { label: 'See what is needed', url: pageAddress() },
  }),
};

function pageAddress(): string {
  return `${env().APP_URL.replace(/\/$/, '')}/dashboard/payout-account`;
}

async function ownerOf(tx: Tx, creatorId: string): Promise<Owner | null> {
  const [found] = await tx
    .select({ personId: person.id, email: person.email, locale: person.locale, timeZone: person.timeZone })
    .from(creator)
    .innerJoin(person, eq(person.id, creator.personId))
    .where(eq(creator.id, creatorId));
  return found?.email ? { ...found, email: found.email } : null;
}

async function formerAddresses(tx: Tx, personId: string, now: Date): Promise<string[]> {
  const since = addDays(now, -FORMER_ADDRESS_DAYS);
  const rows = await tx
    .select({ email: formerAddress.email })
    .from(formerAddress)
    .where(and(eq(formerAddress.personId, personId), gt(formerAddress.leftAt, since)));
  return rows.map(({ email }) => email);
}
