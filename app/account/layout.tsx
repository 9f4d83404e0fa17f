import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { RoomShell } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { getViewer } from '@/lib/auth';
import { findProfile } from '@/lib/users';

export const metadata: Metadata = { title: { default: 'Account', template: '%s · Account · Tuppence' }, robots: { index: false, follow: false } };

const ITEMS = [
  { href: '/account/tab', label: 'Tab' },
  { href: '/account/pledges', label: 'Pledges' },
  { href: '/account/bills', label: 'Bills' },
  { href: '/account/cards', label: 'Cards' },
  { href: '/account', label: 'Receipts' },
  { href: '/account/profile', label: 'Profile' },
  { href: '/account/email', label: 'Mail address' },
  { href: '/account/sessions', label: 'Sessions' },
  { href: '/account/security', label: 'Second factor' },
  { href: '/account/data', label: 'Your data' },
];

/** The frame of the account. It decides nothing: each page and action asks for itself who is there. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (!viewer) return <div className="shell room-alone">{children}</div>;
  const { email } = await findProfile(getDb(), viewer.personId);
  const rooms = [
    viewer.creator ? { href: '/dashboard', label: 'Dashboard' } : { href: '/become', label: 'Open a page' },
    ...(viewer.isAdmin ? [{ href: '/admin', label: 'Admin' }] : []),
  ];
  return (
    <RoomShell room="Account" who={email} items={[...ITEMS, ...rooms]}>
      {children}
    </RoomShell>
  );
}
