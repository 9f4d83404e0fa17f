import type { Tx } from '@/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { enqueueMail, renderMail, type MailWords } from '@/lib/mail';
import { readSetting } from '@/lib/settings';

/**
 * Puts a mail about a payout into the outbox. Words that people typed must never be able to stop the
 * money: one that cannot be drawn is logged and left out. Who has no address gets none.
 */
export async function mailCreator(tx: Tx, mail: { key: string; recipient: string | null; subject: string; words: MailWords }): Promise<void> {
  const { key, recipient, subject, words } = mail;
  if (!recipient) return;
  const drawn = draw(key, words);
  if (drawn) await enqueueMail(tx, { key, recipient, subject, ...drawn });
}

function draw(key: string, words: MailWords) {
  try {
    return renderMail(words);
  } catch (error) {
    log.error('payout_mail.not_drawn', error, { key });
    return null;
  }
}

/** Where a creator answers what an admin wrote, as a paragraph; none where the operator names no address. */
export async function whereToAnswer(tx: Tx): Promise<string[]> {
  const address = await readSetting(tx, 'supportAddress');
  return address ? [`To answer, write to ${address}.`] : [];
}

/** An absolute address of ours. */
export function absolute(path: string): string {
  return new URL(path, env().APP_URL).href;
}

/** Where a creator reads about one payout. */
export function payoutUrl(payoutId: string): string {
  return absolute(`/dashboard/payouts/${payoutId}`);
}
