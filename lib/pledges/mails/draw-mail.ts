import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { renderMail, type Mail, type MailWords } from '@/lib/mail';

/**
 * Draws a mail about a pledge. Words that people typed must never be able to stop what they did: one
 * that cannot be drawn is logged and left out.
 */
export function drawMail(mail: { key: string; recipient: string; subject: string; words: MailWords }): Mail | null {
  const { words, ...rest } = mail;
  try {
    return { ...rest, ...renderMail(words) };
  } catch (error) {
    log.error('pledge_mail.not_drawn', error, { key: mail.key });
    return null;
  }
}

/** An absolute address of ours. */
export function absolute(path: string): string {
  return env().APP_URL.replace(/\/$/, '') + path;
}
