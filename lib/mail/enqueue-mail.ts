import { mailMessage } from '@/db/schema';
import type { Tx } from '@/db/client';
import { newId } from '@/lib/ids';
import { isMailAddress } from './address';

export type Mail = {
  /** One mail per occasion, for ever: 'receipt:<payment>' enqueued twice is sent once. */
  key: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  /** Where one POST ends this kind of mail (RFC 8058); none for mail that somebody must get. */
  unsubscribeUrl?: string;
};

/**
 * Puts a mail into the outbox, in the transaction that makes it due. Sending is the worker's
 * business, so a slow or dead mail server never holds up money. An address that is not exactly one
 * plain address is not written to: the money stands, the niceties must not fail it.
 *
 * @returns whether a new mail was enqueued
 */
export async function enqueueMail(tx: Tx, mail: Mail): Promise<boolean> {
  return (await enqueueMails(tx, [mail])) > 0;
}

/**
 * The same for many mails in one statement.
 *
 * @returns how many new mails were enqueued
 */
export async function enqueueMails(tx: Tx, mails: Mail[]): Promise<number> {
  const rows = mails.filter(({ recipient }) => isMailAddress(recipient)).map(rowOf);
  if (rows.length === 0) return 0;
  const inserted = await tx
    .insert(mailMessage)
    .values(rows)
    .onConflictDoNothing({ target: mailMessage.key })
    .returning({ id: mailMessage.id });
  return inserted.length;
}

function rowOf(mail: Mail): typeof mailMessage.$inferInsert {
  return {
    id: newId(),
    key: mail.key,
    recipient: mail.recipient,
    subject: oneLine(mail.subject),
    bodyText: mail.text,
    bodyHtml: mail.html,
    unsubscribeUrl: mail.unsubscribeUrl ?? null,
    state: 'waiting',
  };
}

/** A header is one line (RFC 5322 2.2); names typed by people end up in subjects. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
