import type { Metadata } from 'next';
import { ProfileForm } from '@/components/account/profile-form';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { requireUser } from '@/lib/auth';
import { formatShortDay, timeZones } from '@/lib/dates';
import { findProfile } from '@/lib/users';
import { locales } from '@/lib/users/input';
import { editProfile } from '../actions';

export const metadata: Metadata = { title: 'Profile' };

/** What a person calls themselves, and how they read days. */
export default async function ProfileRoute() {
  const viewer = await requireUser();
  const profile = await findProfile(getDb(), viewer.personId);
  const now = new Date();
  const named = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });
  const languages = locales.map((locale) => ({
    value: locale,
    label: `${named.of(locale) ?? locale}: ${formatShortDay(now, { locale, timeZone: profile.timeZone })}`,
  }));
  return (
    <>
      <RoomHead title="Profile" sentence="What creators see of you is up to you, each time you give." />
      <ProfileForm action={editProfile} profile={profile} languages={languages} timeZones={timeZones()} />
    </>
  );
}
