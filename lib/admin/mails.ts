import type { Tx } from '@/db/client';
import { env } from '@/lib/env';
import { enqueueMail, renderMail } from '@/lib/mail';
import { readSetting } from '@/lib/settings';

type What = 'account' | 'page';
type Told = { mailId: string; email: string | null; what: What; name?: string };

/** Tells somebody that they or their page are suspended, why, and whom to ask. */
export async function tellSuspended(tx: Tx, { mailId, email, what, name, reason }: Told & { reason: string }): Promise<void> {
  const { OPERATOR_NAME } = env();
  await tell(tx, { mailId, email, subject: what === 'account' ? `Your ${OPERATOR_NAME} account is suspended` : `Your page ${name ?? ''} is suspended` }, [
    what === 'account'
      ? 'You cannot sign in any more, and if you have a page, it is hidden and takes no tips.'
      : 'It is hidden and takes no tips. You can still sign in and read your books.',
    `The reason: ${reason}`,
    'Money that you were given is not touched by this. What is on its way stays in your balance.',
    await whomToAsk(tx),
  ]);
}

/** Tells somebody that all is as it was before. */
export async function tellLifted(tx: Tx, { mailId, email, what, name }: Told): Promise<void> {
  const { OPERATOR_NAME } = env();
  await tell(tx, { mailId, email, subject: what === 'account' ? `Your ${OPERATOR_NAME} account is open again` : `Your page ${name ?? ''} is open again` }, [
    what === 'account' ? 'You can sign in again. A page that was hidden with your account is back.' : 'It can be seen and takes tips again.',
    await whomToAsk(tx),
  ]);
}

async function tell(tx: Tx, mail: { mailId: string; email: string | null; subject: string }, paragraphs: string[]): Promise<void> {
  if (!mail.email) return;
  const words = paragraphs.filter((paragraph) => paragraph !== '');
  await enqueueMail(tx, { key: `standing:${mail.mailId}`, recipient: mail.email, subject: mail.subject, ...renderMail({ title: mail.subject, paragraphs: words }) });
}

async function whomToAsk(tx: Tx): Promise<string> {
  const address = await readSetting(tx, 'supportAddress');
  return address ? `If you think that this is a mistake, write to ${address}.` : '';
}
