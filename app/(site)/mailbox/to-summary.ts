import type { MailSummary } from '@/components/mail/mailbox';

const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** A mail as the list shows it. */
export function toSummary(mail: { id: string; subject: string; recipient: string; createdAt: Date }): MailSummary {
  const { id, subject, recipient, createdAt } = mail;
  return { id, subject, recipient, when: inWords.format(createdAt), date: createdAt.toISOString() };
}
