import type { Metadata } from 'next';
import { ChangeAnswer, ChangeQuestion } from '@/components/account/change-question';
import { getDb } from '@/db/client';
import { isRefusal } from '@/lib/errors';
import { maskEmail } from '@/lib/mail';
import { findChangeByToken } from '@/lib/users';
import { agreeToEmailChange, refuseEmailChange } from '../../actions';

/**
 * The link is a key: no other site is told, no index keeps it. Not 'no-referrer': a browser without
 * JavaScript would then send the form with `Origin: null`.
 */
export const metadata: Metadata = { title: 'Mail address', robots: { index: false, follow: false }, referrer: 'same-origin' };

type Asked = { token?: string | string[]; then?: string | string[] };

/**
 * What a mailed link opens. Looking does nothing, however often a mail scanner looks: only the button
 * does. Nobody need be signed in here.
 */
export default async function ConfirmEmailRoute({ searchParams }: { searchParams: Promise<Asked> }) {
  const { token, then } = await searchParams;
  if (typeof then === 'string') return <ChangeAnswer then={then} />;
  if (typeof token !== 'string' || token.length > 100) return <ChangeAnswer then="gone" />;
  const link = await look(token);
  if (!link) return <ChangeAnswer then="gone" />;
  // To the new mailbox the account is named only as far as its owner knows it again.
  const oldEmail = link.side === 'old' ? link.oldEmail : maskEmail(link.oldEmail);
  return <ChangeQuestion {...link} oldEmail={oldEmail} token={token} agree={agreeToEmailChange} refuse={refuseEmailChange} />;
}

async function look(token: string) {
  try {
    return await findChangeByToken(getDb(), token, new Date());
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
