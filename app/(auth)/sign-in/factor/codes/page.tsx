import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { ButtonForm } from '@/components/auth/button-form';
import { SignSheet } from '@/components/auth/sign-sheet';
import { carriedRecoveryCodes, requireUser, safePath } from '@/lib/auth';
import { keepCodes } from '../../actions';
import { only, type Query } from '../../only';

export const metadata: Metadata = { title: 'Recovery codes', robots: { index: false } };

/** The only place and time at which recovery codes are shown. */
export default async function CodesRoute({ searchParams }: { searchParams: Query }) {
  const viewer = await requireUser();
  const to = safePath(only((await searchParams).to));
  const codes = await carriedRecoveryCodes(viewer.personId);
  if (!codes) redirect(`/sign-in/factor/setup?to=${encodeURIComponent(to)}` as Route);
  return (
    <SignSheet
      title="Your recovery codes"
      lead="Each signs you in once if your phone is lost. They are shown only now: print them, or keep them in your password manager."
    >
      <ol className="sign-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <ButtonForm action={keepCodes} to={to} button="I have kept them" />
    </SignSheet>
  );
}
