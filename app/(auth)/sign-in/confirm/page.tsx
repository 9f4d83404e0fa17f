import type { Metadata } from 'next';
import { AskForm } from '@/components/auth/ask-form';
import { SignSheet } from '@/components/auth/sign-sheet';
import { getDb } from '@/db/client';
import { askedHere, findLink, safePath } from '@/lib/auth';
import { maskEmail } from '@/lib/mail';
import { askLink } from '../actions';
import { only, type Query } from '../only';

/**
 * The address holds the token, so it is told to no other site. Not 'no-referrer': a browser would
 * then send the form with `Origin: null`.
 */
export const metadata: Metadata = { title: 'Confirm', robots: { index: false }, referrer: 'same-origin' };

/**
 * Where a link leads. It only looks: mail scanners open links, so nothing happens before the button
 * is pressed. In a browser that did not ask for the link it says whose account would be opened,
 * because somebody else may have sent it.
 */
export default async function ConfirmRoute({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const token = only(query.token);
  const to = safePath(only(query.to));
  const link = await findLink(getDb(), token, new Date());
  if (!link) return <LinkGone to={to} />;
  const address = maskEmail(link.email);
  const isHere = await askedHere(link.email);
  return (
    <SignSheet
      title={isHere ? 'One more press' : 'Is this you?'}
      lead={
        isHere ? (
          <>This signs you in as {address}.</>
        ) : (
          <>
            This link was asked for in another browser. It signs this one in as <strong>{address}</strong>. Go on only if that is
            your address and you asked for it.
          </>
        )
      }
    >
      <form method="post" action="/api/auth/link" className="sign-form">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="to" value={to} />
        <button type="submit" className="button">
          {isHere ? 'Sign in' : `Sign in as ${address}`}
        </button>
      </form>
      {!isHere && (
        <p className="hint mt-3 text-center">
          <a href="/" className="text-link">
            No, take me away
          </a>
        </p>
      )}
    </SignSheet>
  );
}

function LinkGone({ to }: { to: string }) {
  return (
    <SignSheet
      title="This link has ended"
      lead="It was used, or it is more than 10 minutes old, or a newer one was sent. Here is where you get a new one."
    >
      <AskForm action={askLink} to={to} />
    </SignSheet>
  );
}
