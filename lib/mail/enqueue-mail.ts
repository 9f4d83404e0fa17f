import { sql } from 'drizzle-orm';
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
  const due = mails.filter(({ recipient }) => isMailAddress(recipient));
  if (due.length === 0) return 0;
  const column = (of: (mail: Mail) => string | null) => sql.param(due.map(of));
  // One array for each column: an evening of bills writes a hundred mails in each of its transactions.
  const inserted = await tx.execute(sql`
    insert into mail_message (id, key, recipient, subject, body_text, body_html, unsubscribe_url, state)
    select v.*, 'waiting'
    from unnest(${column(newId)}::uuid[], ${column(({ key }) => key)}::text[], ${column(({ recipient }) => recipient)}::text[],
      ${column(({ subject }) => oneLine(subject))}::text[], ${column(({ text }) => text)}::text[], ${column(({ html }) => html)}::text[],
      ${column(({ unsubscribeUrl }) => unsubscribeUrl ?? null)}::text[]) as v
    on conflict (key) do nothing`);
  return inserted.rowCount ?? 0;
}

/** A header is one line (RFC 5322 2.2); names typed by people end up in subjects. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
