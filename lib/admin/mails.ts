import type { Tx } from '@/db/client';
import { everybody, formatDay } from '@/lib/dates';
import { env } from '@/lib/env';
import { enqueueMail, renderMail } from '@/lib/mail';
import { readSetting } from '@/lib/settings';

type What = 'account' | 'page';
type Told = { mailId: string; email: string | null; what: What; name?: string };

/** Tells somebody that they or their page are suspended, why, and whom to ask; for a page also until when to appeal. */
export async function tellSuspended(tx: Tx, told: Told & { reason: string; appealUntil?: Date }): Promise<void> {
  const { mailId, email, what, name, reason, appealUntil } = told;
  const { OPERATOR_NAME, APP_URL } = env();
  await tell(tx, { mailId, email, subject: what === 'account' ? `Your ${OPERATOR_NAME} account is suspended` : `Your page ${name ?? ''} is suspended` }, [
    what === 'account'
      ? 'You cannot sign in any more, and if you have a page, it is hidden and takes no tips.'
      : 'It is hidden and takes no tips. You can still sign in and read your books.',
    `The reason: ${reason}`,
    'Money that you were given is not touched by this. What is on its way stays in your balance.',
    appealUntil ? `You may appeal once, until the end of ${formatDay(appealUntil, everybody)} (UTC). Somebody else than who suspended it decides.` : '',
    await whomToAsk(tx),
  ], appealUntil && { label: 'Read it and appeal', url: new URL('/dashboard/appeal', APP_URL).href });
}

/** Tells somebody that all is as it was before, and why if they are to know. */
export async function tellLifted(tx: Tx, { mailId, email, what, name, reason }: Told & { reason?: string }): Promise<void> {
  const { OPERATOR_NAME } = env();
  await tell(tx, { mailId, email, subject: what === 'account' ? `Your ${OPERATOR_NAME} account is open again` : `Your page ${name ?? ''} is open again` }, [
    what === 'account' ? 'You can sign in again. A page that was hidden with your account is back.' : 'It can be seen and takes tips again.',
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
