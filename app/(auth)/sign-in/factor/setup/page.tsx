import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { ButtonForm } from '@/components/auth/button-form';
import { CodeForm } from '@/components/auth/code-form';
import { QrCode } from '@/components/auth/qr-code';
import { SignSheet } from '@/components/auth/sign-sheet';
import { Confirm } from '@/components/ui/confirm';
import { getDb } from '@/db/client';
import { countRecoveryCodes, findEnrolment, isFresh, requireUser, safePath, type Enrolment } from '@/lib/auth';
import { beginSetup, confirmSetup, removeSetup, renewCodes } from '../../actions';
import { only, type Query } from '../../only';

export const metadata: Metadata = { title: 'Second factor', robots: { index: false } };

/** Where a second factor is set up, renewed and taken away. */
export default async function SetupRoute({ searchParams }: { searchParams: Query }) {
  const viewer = await requireUser();
  const to = safePath(only((await searchParams).to));
  if (viewer.hasFactor) return <FactorIsOn to={to} left={await countRecoveryCodes(getDb(), viewer.personId)} isAdmin={viewer.isAdmin} />;
  if (!isFresh(viewer)) redirect(`/sign-in/factor?to=${encodeURIComponent('/sign-in/factor/setup')}` as Route);
  const enrolment = await findEnrolment(getDb(), viewer.personId);
  return enrolment ? <Scan to={to} enrolment={enrolment} /> : <Begin to={to} isAdmin={viewer.isAdmin} />;
}

function Begin(props: { to: string; isAdmin: boolean }) {
  return (
    <SignSheet
      title="Set up a second factor"
      lead={
        props.isAdmin
          ? 'Admins sign in with two things: a link by e-mail, and a code of an app on their phone. Until that is set up, the admin pages stay closed.'
          : 'With it, your mailbox alone is not enough to get into your account: signing in also asks for a code of an app on your phone.'
      }
      foot={<p>Any authenticator app will do; it needs no network and tells us nothing.</p>}
    >
      <ButtonForm action={beginSetup} to={props.to} button="Begin" />
    </SignSheet>
  );
}

function Scan(props: { to: string; enrolment: Enrolment }) {
  return (
    <SignSheet title="Set up a second factor">
      <p className="sign-lead">Scan this with your authenticator app, then type the code that it shows.</p>
      <QrCode text={props.enrolment.address} label="Square to scan with an authenticator app" />
      <p className="hint">
        No camera? Type this secret into the app instead:
        <br />
        <span className="sign-secret">{props.enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <CodeForm action={confirmSetup} to={props.to} hint="Six digits; they change every half minute." button="Confirm" />
    </SignSheet>
  );
}

function FactorIsOn(props: { to: string; left: number; isAdmin: boolean }) {
  return (
    <SignSheet
      title="Your second factor is on"
      lead={`Signing in asks for a code of your authenticator app. You have ${props.left} of 10 recovery codes left.`}
    >
      <div className="sign-way">
        <a href={props.to} className="button">
          Go on
        </a>
        <ButtonForm action={renewCodes} to={props.to} button="New recovery codes" plain />
        <Confirm
          label="Remove it"
          sentence={
            props.isAdmin
              ? 'The admin pages close until you set up a new one. Do this to move to another phone.'
              : 'Your mailbox alone will then open your account.'
          }
        >
          <ButtonForm action={removeSetup} to={props.to} button="Remove the second factor" danger />
        </Confirm>
      </div>
    </SignSheet>
  );
}
