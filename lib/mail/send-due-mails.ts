import { eq, sql } from 'drizzle-orm';
import nodemailer, { type Transporter } from 'nodemailer';
import { getDb } from '@/db/client';
import { mailMessage } from '@/db/schema';
import { env } from '@/lib/env';
import { log } from '@/lib/log';

/** Sent side by side; the slowest server lets go of them long before their lease ends. */
const BATCH = 5;
const LEASE_SECONDS = 120;
/** How long a server may take to pick up, to greet, and to say nothing. */
const PATIENCE_MS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
const MAX_ATTEMPTS = 12;

type DueMail = {
  id: string;
  key: string;
  recipient: string;
  subject: string;
  bodyText: string;
  bodyHtml: string;
  unsubscribeUrl: string | null;
  attempts: number;
};

let transporter: Transporter | null = null;

/**
 * Sends what is due in the outbox, oldest first, and returns how many left. Each mail is leased
 * before it is sent, so two workers never send the same one at once; a crash in between sends it
 * again after the lease, because a receipt twice is better than none. Beside the sandbox without
 * SMTP, "sent" means that the local mailbox page shows it.
 */
export async function sendDueMails(): Promise<number> {
  for (let sent = 0; ; ) {
    const due = await claim();
    if (due.length === 0) return sent;
    const delivered = await Promise.all(due.map(deliver));
    sent += delivered.filter(Boolean).length;
  }
}

async function claim(): Promise<DueMail[]> {
  const claimed = await getDb().execute<DueMail>(sql`
    update mail_message set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    where id in (
      select id from mail_message
      where state = 'waiting' and next_attempt_at <= now() and (lease_until is null or lease_until < now())
      order by next_attempt_at limit ${BATCH} for update skip locked)
    returning id, key, recipient, subject, body_text as "bodyText", body_html as "bodyHtml",
      unsubscribe_url as "unsubscribeUrl", attempts`);
  return claimed.rows;
}

async function deliver(mail: DueMail): Promise<boolean> {
  try {
    await transport(mail);
  } catch (error) {
    await postpone(mail, error);
    return false;
  }
  await getDb()
    .update(mailMessage)
    .set({ state: 'sent', sentAt: new Date(), leaseUntil: null, failureCode: null, ...forget(mail) })
    .where(eq(mailMessage.id, mail.id));
  return true;
}

/** Mails that carry a link by which somebody gets in, or moves an account. */
const CARRIES_A_KEY = /^(signin|email_change\.(old|new)|pledge_confirm):/

/**
 * Such a link that has left is nobody's business here any more: a copy of the database must hold no
 * link that still works. Beside the sandbox the mailbox page is where it is read.
 */
function forget(mail: DueMail): Partial<Pick<DueMail, 'bodyText' | 'bodyHtml'>> {
  return env().SMTP_URL && CARRIES_A_KEY.test(mail.key) ? { bodyText: '', bodyHtml: '' } : {};
}

async function transport(mail: DueMail): Promise<void> {
  const smtp = env().SMTP_URL;
  // `lib/env` lets only the sandbox boot without SMTP; there the mailbox page is the destination.
  if (!smtp) return;
  transporter ??= nodemailer.createTransport({ url: smtp, ...PATIENCE_MS });
  await transporter.sendMail({
    from: env().MAIL_FROM,
    // An object, not a string: nodemailer then parses no list out of it.
    to: { name: '', address: mail.recipient },
    subject: mail.subject,
    text: mail.bodyText,
    html: mail.bodyHtml,
    messageId: `<${mail.id}@${new URL(env().APP_URL).hostname}>`,
    headers: mail.unsubscribeUrl ? unsubscribeHeaders(mail.unsubscribeUrl) : {},
  });
}

/** One press in the mail program ends it, without a page and without signing in (RFC 2369, RFC 8058). */
function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** Tries again after 1, 2, 4 … minutes, at most 6 hours apart; gives up after twelve attempts. */
async function postpone(mail: DueMail, error: unknown): Promise<void> {
  const failureCode = codeOf(error);
  const minutes = Math.min(2 ** (mail.attempts - 1), 360);
  await getDb()
    .update(mailMessage)
    .set({
      state: mail.attempts >= MAX_ATTEMPTS ? 'failed' : 'waiting',
      nextAttemptAt: new Date(Date.now() + minutes * 60_000),
      leaseUntil: null,
      failureCode,
    })
    .where(eq(mailMessage.id, mail.id));
  log.warn('mail.postponed', { mail: mail.id, attempts: mail.attempts, code: failureCode });
}

/** What went wrong in a word, with the server's number where it gave one: `EENVELOPE 550`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return 'unknown';
  return 'responseCode' in error && typeof error.responseCode === 'number' ? `${error.code} ${error.responseCode}` : error.code;
}
