import type { Tx } from '@/db/client';
import { everybody, formatDay } from '@/lib/dates';
import { env } from '@/lib/env';
import { enqueueMail, renderMail } from '@/lib/mail';
import { readSetting } from '@/lib/settings';
import { appealUrl } from './appeal-link';

type What = 'account' | 'page';
type Told = { mailId: string; email: string | null; what: What; name?: string };

/** What an appeal is against, and until when it is taken. */
type Appealable = { suspensionId: string; until: Date };

/**
 * Tells somebody that they or their page are suspended, why, what of the money, and whom to ask. Of a
 * page, or of somebody who has one, also until when to appeal and where: who cannot sign in, by a
 * signed link.
 */
export async function tellSuspended(tx: Tx, told: Told & { reason: string; appeal?: Appealable }): Promise<void> {
  const { mailId, email, what, name, reason, appeal } = told;
  const { OPERATOR_NAME, APP_URL } = env();
  const isAccount = what === 'account';
  const url = isAccount ? appeal && appealUrl(appeal.suspensionId) : new URL('/dashboard/appeal', APP_URL).href;
  await tell(tx, { mailId, email, subject: isAccount ? `Your ${OPERATOR_NAME} account is suspended` : `Your page ${name ?? ''} is suspended` }, [
    isAccount
      ? 'You cannot sign in any more, and if you have a page, it is hidden and takes no tips.'
      : 'It is hidden and takes no tips. You can still sign in and read your books.',
    `The reason: ${reason}`,
    appeal ? 'Money that your page received stands still: it is not paid out until somebody has decided. Then it is released to you, or given back to those who gave it. None of it becomes ours. What stands on tabs for you is not charged.' : '',
    appeal ? `You may appeal once, until the end of ${formatDay(appeal.until, everybody)} (UTC). Somebody other than the person who suspended it decides.` : '',
    await whomToAsk(tx),
  ], url ? { label: 'Read it and appeal', url } : undefined);
}

/** Tells somebody that all is as it was before, and why if they are to know. */
export async function tellLifted(tx: Tx, { mailId, email, what, name, reason }: Told & { reason?: string }): Promise<void> {
  const { OPERATOR_NAME } = env();
  await tell(tx, { mailId, email, subject: what === 'account' ? `Your ${OPERATOR_NAME} account is open again` : `Your page ${name ?? ''} is open again` }, [
    what === 'account' ? 'You can sign in again. A page that was hidden with your account is back, and its money moves again.' : 'It can be seen and takes tips again, and its money moves again.',
    reason ? `The reason: ${reason}` : '',
    await whomToAsk(tx),
  ]);
}

type Letter = { mailId: string; email: string | null; subject: string };

async function tell(tx: Tx, { mailId, email, subject }: Letter, paragraphs: string[], button?: { label: string; url: string }): Promise<void> {
  if (!email) return;
  const words = paragraphs.filter((paragraph) => paragraph !== '');
  await enqueueMail(tx, { key: `standing:${mailId}`, recipient: email, subject, ...renderMail({ title: subject, paragraphs: words, button }) });
}

async function whomToAsk(tx: Tx): Promise<string> {
  const address = await readSetting(tx, 'supportAddress');
  return address ? `If you think that this is a mistake, write to ${address}.` : '';
}
