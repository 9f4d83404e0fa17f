import type { Metadata } from 'next';
import { EmailAddress } from '@/components/account/email-address';
import { getDb } from '@/db/client';
import { isFresh, requireUser } from '@/lib/auth';
import { formatMoment } from '@/lib/dates';
import { findProfile, findWaitingChange } from '@/lib/users';
import { askEmailChange, takeBackEmailChange } from '../actions';

export const metadata: Metadata = { title: 'Mail address' };

/** The address that opens this account, and the way to another one. */
export default async function EmailRoute() {
  const viewer = await requireUser();
  const now = new Date();
  const [profile, waiting] = await Promise.all([
    findProfile(getDb(), viewer.personId),
    findWaitingChange(getDb(), viewer.personId, now),
  ]);
  return (
    <EmailAddress
      email={profile.email}
      waiting={waiting && { ...waiting, until: `${formatMoment(waiting.expiresAt, viewer)} (${viewer.timeZone})` }}
      fresh={isFresh(viewer)}
      ask={askEmailChange}
      takeBack={takeBackEmailChange}
    />
  );
}
