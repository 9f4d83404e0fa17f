import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { emailChange, person } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { env } from '@/lib/env';
import { enqueueMail, maskEmail, readAddress, renderMail } from '@/lib/mail';
import { hashChangeToken, newChangeToken } from './change-token';
import { AddressUnchanged, PersonNotFound } from './errors';
import { EMAIL_CHANGE_MINUTES } from './input';

/**
 * Begins a change of address: both mailboxes get a link, and nothing changes before both have
 * agreed. A change that waited is replaced, its links are dead. What happens here does not depend on
 * whether the new address already has an account, so nobody learns of one by asking.
 *
 * @throws AddressInvalid, AddressUnchanged, PersonNotFound
 */
export async function requestEmailChange(tx: Tx, asked: { personId: string; newEmail: string; now: Date }): Promise<void> {
  const newEmail = readAddress(asked.newEmail);
  const [owner] = await tx
    .select({ email: person.email })
    .from(person)
    .where(and(eq(person.id, asked.personId), eq(person.status, 'active')))
    .for('update');
  if (!owner?.email) throw new PersonNotFound();
  if (owner.email === newEmail) throw new AddressUnchanged();
  const tokens = { old: newChangeToken(), new: newChangeToken() };
  const row = {
    newEmail,
    oldTokenHash: hashChangeToken(tokens.old),
    newTokenHash: hashChangeToken(tokens.new),
    oldProvenAt: null,
    newProvenAt: null,
    createdAt: asked.now,
    expiresAt: addMilliseconds(asked.now, EMAIL_CHANGE_MINUTES * MINUTE_MS),
  };
  await tx
    .insert(emailChange)
    .values({ personId: asked.personId, ...row })
    .onConflictDoUpdate({ target: emailChange.personId, set: row });
  await askOldMailbox(tx, asked.personId, owner.email, newEmail, tokens.old);
  await askNewMailbox(tx, asked.personId, owner.email, newEmail, tokens.new);
}

const LIFE = `The link works for ${EMAIL_CHANGE_MINUTES} minutes, and only once both mailboxes have agreed does anything change.`;

async function askOldMailbox(tx: Tx, personId: string, oldEmail: string, newEmail: string, token: string): Promise<void> {
  await enqueueMail(tx, {
    key: `email_change.old:${personId}:${hashChangeToken(token)}`,
    recipient: oldEmail,
    subject: 'Is your address to change?',
    ...renderMail({
      title: 'Is your address to change?',
      paragraphs: [
        'Somebody who is signed in to your Tuppence account asked to change its mail address.',
        'If that was you, open the link and agree. If it was not you, open the same link and press “This was not me”: it stops the change and signs out every browser.',
      ],
      rows: [['From', oldEmail], ['To', newEmail]],
      button: { label: 'Agree or stop it', url: linkOf(token) },
      foot: LIFE,
    }),
  });
}

async function askNewMailbox(tx: Tx, personId: string, oldEmail: string, newEmail: string, token: string): Promise<void> {
  await enqueueMail(tx, {
    key: `email_change.new:${personId}:${hashChangeToken(token)}`,
    recipient: newEmail,
    subject: 'Is this your new address?',
    ...renderMail({
      title: 'Is this your new address?',
      paragraphs: [
        `The owner of the Tuppence account ${maskEmail(oldEmail)} asked to use this address from now on.`,
        'If that was you, open the link and agree. If it was not you, you need do nothing.',
      ],
      button: { label: 'Look and agree', url: linkOf(token) },
      foot: LIFE,
    }),
  });
}

function linkOf(token: string): string {
  return `${env().APP_URL.replace(/\/$/, '')}/account/email/confirm?token=${token}`;
}
