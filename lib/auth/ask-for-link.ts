import { sql } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { signInLink } from '@/db/schema';
import { addMilliseconds } from '@/lib/dates';
import { env } from '@/lib/env';
import { newToken } from '@/lib/ids';
import { countAttempt, type Client } from '@/lib/limits';
import { enqueueMail, mailboxOf, readAddress, renderMail } from '@/lib/mail';
import { wake } from '@/lib/queue';
import { LINK_MS } from './lifetimes';
import { safePath } from './safe-path';
import { hashLinkToken } from './tokens';

const MINUTES = 60;
const HOURS = 60 * MINUTES;

/**
 * Mails a sign-in link to whoever typed an address. Nothing here asks whether the address is known,
 * so neither the answer nor its time can tell (SECURITY.md A09); the mail goes to the outbox in the
 * transaction that keeps the link's hash, and a new link takes the place of the one before.
 *
 * @param to where to go afterwards; anything but a path of ours is ignored
 * @returns the address as we know it
 * @throws AddressInvalid, TooManyAttempts
 */
export async function askForLink(typed: string, to: unknown, client: Client): Promise<string> {
  const email = readAddress(typed);
  await limitAsking(email, client);
  const token = newToken();
  const now = new Date();
  await inTransaction(async (tx) => {
    const link = { tokenHash: hashLinkToken(token), createdAt: now, expiresAt: addMilliseconds(now, LINK_MS) };
    await tx.insert(signInLink).values({ email, ...link }).onConflictDoUpdate({ target: signInLink.email, set: link });
    const mail = writeMail(token, safePath(to));
    // A link that was overtaken before its mail left would only mislead.
    await tx.execute(sql`
      delete from mail_message where key like 'signin:%' and recipient = ${email} and state = 'waiting' and lease_until is null`);
    await enqueueMail(tx, { ...mail, key: `signin:${link.tokenHash}`, recipient: email });
  });
  wake('outbox');
  return email;
}

/**
 * Per mailbox and network, so that nobody elsewhere can lock a person out by asking for them; per
 * mailbox over all, so that nobody's mailbox is flooded; per connection and network, against lists.
 */
async function limitAsking(email: string, client: Client): Promise<void> {
  const db = getDb();
  const mailbox = mailboxOf(email);
  await countAttempt(db, { what: 'signin.network', of: client.network, perWindow: 100, windowSeconds: 15 * MINUTES });
  await countAttempt(db, { what: 'signin.connection', of: client.connection, perWindow: 20, windowSeconds: 15 * MINUTES });
  await countAttempt(db, { what: 'signin.pair', of: `${mailbox} ${client.network}`, perWindow: 5, windowSeconds: 15 * MINUTES });
  await countAttempt(db, { what: 'signin.mailbox', of: mailbox, perWindow: 20, windowSeconds: HOURS });
}

function writeMail(token: string, to: string) {
  const url = new URL('/sign-in/confirm', env().APP_URL);
  url.searchParams.set('token', token);
  url.searchParams.set('to', to);
  const subject = 'Sign in to Tuppence';
  const words = renderMail({
    title: subject,
    paragraphs: ['Somebody, hopefully you, asked to sign in with this address. Open the link and confirm.'],
    button: { label: 'Sign in', url: url.href },
    foot: 'The link works once and for 10 minutes; if you asked more than once, only the newest works. If you did not ask, do nothing: without this mail nobody gets in.',
  });
  return { subject, ...words };
}
