import { and, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, person } from '@/db/schema';
import { defaultCard, findFan, findFanByToken, type Card, type Fan } from '@/lib/fans';
import { maskEmail } from '@/lib/mail';
import { findBillInCollection } from '@/lib/tab';
import { findLivePledge } from './find-pledge';
import { listPledges, type ListedPledge } from './pledge-queries';

/** What a mailed link is about, as far as whoever holds it may see. */
export type GuestLink = {
  pledge: ListedPledge;
  /** Masked: whoever opens the link knows the address, others must not learn it. */
  maskedEmail: string;
  card: Pick<Card, 'brand' | 'last4' | 'expMonth' | 'expYear'> | null;
  confirmUntil: Date;
  /** Who looks: nobody signed in, the mailbox's owner, or somebody else. */
  viewer: 'nobody' | 'owner' | 'other';
  /** Why it cannot join this account, though it is the owner's. */
  obstacle: 'already_pledged' | 'own_page' | 'charging' | null;
};

/**
 * What a mailed link shows. It only looks: scanners of mail open links, too.
 *
 * @param now business time
 * @returns null when the link was used, refused or is over
 */
export async function findGuestLink(db: Queryable, token: string, personId: string | null, now: Date): Promise<GuestLink | null> {
  const guest = await findGuest(db, token, now);
  if (!guest?.email || !guest.confirmUntil) return null;
  const pledge = (await listPledges(db, guest.id, now)).find((listed) => listed.pledge.status !== 'ended');
  if (!pledge) return null;
  const found = await defaultCard(db, guest.id);
  const viewer = personId === null ? 'nobody' : (await ownsMailbox(db, personId, guest.email)) ? 'owner' : 'other';
  return {
    pledge,
    maskedEmail: maskEmail(guest.email),
    card: found && { brand: found.brand, last4: found.last4, expMonth: found.expMonth, expYear: found.expYear },
    confirmUntil: guest.confirmUntil,
    viewer,
    obstacle: viewer === 'owner' && personId !== null ? await obstacleOf(db, guest, pledge, personId) : null,
  };
}

/** The guest's row of a token, of a shape that a token can have. */
export async function findGuest(db: Queryable, token: string, now: Date): Promise<Fan | null> {
  return /^[A-Za-z0-9_-]{20,100}$/.test(token) ? findFanByToken(db, token, now) : null;
}

/** Whether a person has proven the address that a guest typed. */
export async function ownsMailbox(db: Queryable, personId: string, email: string): Promise<boolean> {
  const [found] = await db.select({ email: person.email }).from(person).where(eq(person.id, personId));
  return found?.email === email;
}

async function obstacleOf(db: Queryable, guest: Fan, { pledge, creator: page }: ListedPledge, personId: string): Promise<GuestLink['obstacle']> {
  if (await ownsPage(db, personId, page.id)) return 'own_page';
  const own = await findFan(db, personId);
  if (own && (await findLivePledge(db, own.id, page.id))) return 'already_pledged';
  return own && (await findBillInCollection(db, guest.id, pledge.currency)) ? 'charging' : null;
}

/** Whether the page is the person's own. */
export async function ownsPage(db: Queryable, personId: string, creatorId: string): Promise<boolean> {
  const [found] = await db.select({ id: creator.id }).from(creator).where(and(eq(creator.id, creatorId), eq(creator.personId, personId)));
  return found !== undefined;
}
