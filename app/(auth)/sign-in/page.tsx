import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { AskForm } from '@/components/auth/ask-form';
import { Providers } from '@/components/auth/providers';
import { SignSheet } from '@/components/auth/sign-sheet';
import { Notice } from '@/components/ui/notice';
import { getHalfViewer, getViewer, offeredProviders, safePath } from '@/lib/auth';
import { askLink } from './actions';
import { only, type Query } from './only';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

/** What a step of signing in can end in, by the word in the address. */
const PROBLEMS: Record<string, string> = {
  link: 'That link has been used, or it is more than 10 minutes old, or a newer one was sent. Please ask for a new one.',
  refused: 'Signing in was refused: the address is not confirmed there, or this account is suspended.',
  provider: 'Signing in there did not work out. Please try again, or use a link by e-mail.',
};

export default async function SignInRoute({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const to = safePath(only(query.to));
  if (await getViewer()) redirect(to as Route);
  if (await getHalfViewer()) redirect(`/sign-in/factor?to=${encodeURIComponent(to)}` as Route);
  const problem = PROBLEMS[only(query.problem)];
  return (
    <SignSheet
      title="Sign in"
      lead="We mail you a link; there is no password. If you are new here, this is also how you begin."
      foot={<p>A link works once, for 10 minutes. You need no account to tip.</p>}
    >
      {problem && (
        <div className="sign-notice">
          <Notice tone="bad" icon="alert">
            {problem}
          </Notice>
        </div>
      )}
      <AskForm action={askLink} to={to} />
      <Providers offered={offeredProviders()} to={to} />
    </SignSheet>
  );
}
