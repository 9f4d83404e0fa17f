import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { AskAgainForm } from '@/components/auth/ask-form';
import { CodeForm } from '@/components/auth/code-form';
import { SignSheet } from '@/components/auth/sign-sheet';
import { getDb } from '@/db/client';
import { findOwnAddress, getHalfViewer, isFresh, safePath } from '@/lib/auth';
import { maskEmail } from '@/lib/mail';
import { askLinkAgain, giveCode } from '../actions';
import { only, type Query } from '../only';

export const metadata: Metadata = { title: 'Prove that it is you', robots: { index: false } };

/**
 * The second step of signing in, and the proof that is asked for once more before something that
 * matters. Who has no second factor proves the address again; an admin sets a factor up first.
 */
export default async function FactorRoute({ searchParams }: { searchParams: Query }) {
  const to = safePath(only((await searchParams).to));
  const viewer = await getHalfViewer();
  if (!viewer) redirect(`/sign-in?to=${encodeURIComponent(to)}` as Route);
  if (viewer.hasFactor) return <AskForCode to={to} again={viewer.factorAt !== null} />;
  if (viewer.isAdmin && isFresh(viewer)) redirect(`/sign-in/factor/setup?to=${encodeURIComponent(to)}` as Route);
  const address = maskEmail(await findOwnAddress(getDb(), viewer.personId));
  return (
    <SignSheet
      title="Is it still you?"
      lead="You signed in a while ago, and what you are about to do needs a fresh proof. We mail you a link that brings you back here."
    >
      <AskAgainForm action={askLinkAgain} to={to} address={address} />
    </SignSheet>
  );
}

function AskForCode(props: { to: string; again: boolean }) {
  return (
    <SignSheet
      title={props.again ? 'Is it still you?' : 'Your second factor'}
      lead={
        props.again
          ? 'What you are about to do needs a fresh proof: the code that your authenticator app shows now.'
          : 'Open your authenticator app and type the code that it shows for Tuppence.'
      }
      foot={
        <form method="post" action="/sign-out">
          <button type="submit" className="quiet-link cursor-pointer">
            Sign out instead
          </button>
        </form>
      }
    >
      <CodeForm action={giveCode} to={props.to} hint="Six digits, or one of your recovery codes." button="Go on" />
    </SignSheet>
  );
}
