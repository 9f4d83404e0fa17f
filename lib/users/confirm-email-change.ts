import { and, eq, gt, inArray, ne, or, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { emailChange, formerAddress, person, session, signInLink } from '@/db/schema';
import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import { enqueueMail, renderMail } from '@/lib/mail';
import { hashChangeToken } from './change-token';
import { AddressHasAccount, EmailChangeGone } from './errors';
import { joinGuestPayments } from './join-guest-payments';

type Change = typeof emailChange.$inferSelect;

/**
 * One mailbox agrees to a change of address. With the second one the account moves: sessions
 * elsewhere end, links that were mailed for either address are dead, payments made as a guest with
 * the new address join, and both addresses are told. For some days payouts rest and warnings about
 * money go to the old address too (SECURITY A18).
 *
 * @param agreed.keepSessionId the session of the browser that agrees, if it is this person's; every other ends
 * @param agreed.now real time, by which links live
 * @param agreed.happenedAt business time
 * @returns what still waits: the other mailbox, or nothing
 * @throws EmailChangeGone, AddressHasAccount
 */
export async function confirmEmailChange(
  tx: Tx,
  agreed: { token: string; keepSessionId: string | null; now: Date; happenedAt: Date },
): Promise<{ waitsFor: 'old' | 'new' | null }> {
  const hash = hashChangeToken(agreed.token);
  const { change, oldEmail } = await lockChange(tx, hash, agreed.now);
  const side = change.oldTokenHash === hash ? 'old' : 'new';
  // Who reads the new mailbox has proven that it is theirs, so they may learn that it has an account.
  if (side === 'new') await requireFree(tx, change.newEmail, change.personId);
  const proven = {
    oldProvenAt: side === 'old' ? agreed.now : change.oldProvenAt,
    newProvenAt: side === 'new' ? agreed.now : change.newProvenAt,
  };
  if (!proven.oldProvenAt || !proven.newProvenAt) {
    await tx.update(emailChange).set(proven).where(eq(emailChange.personId, change.personId));
    return { waitsFor: proven.oldProvenAt ? 'new' : 'old' };
  }
  await move(tx, change, oldEmail, agreed);
  return { waitsFor: null };
}

/**
 * The old mailbox says that it never asked: nothing changes, and every session ends, because one of
 * them is not its owner's. @throws EmailChangeGone
 */
export async function stopEmailChange(tx: Tx, token: string, now: Date): Promise<void> {
  const hash = hashChangeToken(token);
  const { change } = await lockChange(tx, hash, now);
  await tx.delete(emailChange).where(eq(emailChange.personId, change.personId));
  // The new mailbox may be a stranger's whom somebody named by mistake: it can only end the change.
  if (change.oldTokenHash === hash) await tx.delete(session).where(eq(session.personId, change.personId));
}

/** The person themselves takes the request back; without one nothing happens. */
export async function cancelEmailChange(tx: Tx, personId: string): Promise<void> {
  await tx.delete(emailChange).where(eq(emailChange.personId, personId));
}

/** Locked in the same order as a request does: the person, then their change. */
async function lockChange(tx: Tx, hash: string, now: Date): Promise<{ change: Change; oldEmail: string }> {
  const mine = and(or(eq(emailChange.oldTokenHash, hash), eq(emailChange.newTokenHash, hash)), gt(emailChange.expiresAt, now));
  const [whose] = await tx.select({ personId: emailChange.personId }).from(emailChange).where(mine);
  if (!whose) throw new EmailChangeGone();
  const [owner] = await tx
    .select({ email: person.email })
    .from(person)
    .where(and(eq(person.id, whose.personId), eq(person.status, 'active')))
    .for('update');
  const [change] = await tx.select().from(emailChange).where(mine).for('update');
  if (!owner?.email || !change) throw new EmailChangeGone();
  return { change, oldEmail: owner.email };
}

async function requireFree(tx: Tx, email: string, personId: string): Promise<void> {
  const [other] = await tx.select({ id: person.id }).from(person).where(and(eq(person.email, email), ne(person.id, personId)));
  if (other) throw new AddressHasAccount();
}

async function move(
  tx: Tx,
  change: Change,
  oldEmail: string,
  { keepSessionId, happenedAt }: { keepSessionId: string | null; happenedAt: Date },
): Promise<void> {
  const { personId, newEmail } = change;
  // Two people who move to one address at once: the first has it, for the second it is taken.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`email:${newEmail}`}, 0))`);
  await requireFree(tx, newEmail, personId);
  await setEmail(tx, personId, newEmail);
  await tx.insert(formerAddress).values({ id: newId(), personId, email: oldEmail, leftAt: happenedAt });
  await tx.delete(emailChange).where(eq(emailChange.personId, personId));
  await tx.delete(signInLink).where(inArray(signInLink.email, [oldEmail, newEmail]));
  await tx.delete(session).where(and(eq(session.personId, personId), keepSessionId ? ne(session.id, keepSessionId) : undefined));
  await joinGuestPayments(tx, personId, newEmail);
  await tellBoth(tx, change, oldEmail);
}

/** Somebody may sign up with the address at this very moment; the database decides who was first. */
async function setEmail(tx: Tx, personId: string, email: string): Promise<void> {
  try {
    await tx.update(person).set({ email }).where(eq(person.id, personId));
  } catch (error) {
    if (error instanceof Error && isTaken(error.cause)) throw new AddressHasAccount();
    throw error;
  }
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === '23505';
}

async function tellBoth(tx: Tx, change: Change, oldEmail: string): Promise<void> {
  const rows: [string, string][] = [['Before', oldEmail], ['Now', change.newEmail]];
  const account = `${env().APP_URL.replace(/\/$/, '')}/account`;
  await enqueueMail(tx, {
    key: `email_change.told_old:${change.personId}:${change.oldTokenHash}`,
    recipient: oldEmail,
    subject: 'Your address was changed',
    ...renderMail({
      title: 'Your address was changed',
      paragraphs: ['This mailbox no longer opens your Tuppence account. Every other browser was signed out.'],
      rows,
      foot: 'Both mailboxes agreed to this. If you did not, answer to whoever runs this site at once.',
    }),
  });
  await enqueueMail(tx, {
    key: `email_change.told_new:${change.personId}:${change.oldTokenHash}`,
    recipient: change.newEmail,
    subject: 'This is your address now',
    ...renderMail({
      title: 'This is your address now',
      paragraphs: ['From now on you sign in with this address, and receipts come here.'],
      rows,
      button: { label: 'Open your account', url: account },
    }),
  });
}
