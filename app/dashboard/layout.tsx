import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { RoomShell } from '@/components/ui/room-shell';
import { getViewer } from '@/lib/auth';

export const metadata: Metadata = {
  title: { default: 'Dashboard', template: '%s · Dashboard · Tuppence' },
  robots: { index: false, follow: false },
};

const ITEMS = [
  { href: '/dashboard', label: 'Earnings' },
  { href: '/dashboard/tips', label: 'Tips' },
  { href: '/dashboard/supporters', label: 'Supporters' },
  { href: '/dashboard/statements', label: 'Statements' },
  { href: '/dashboard/payouts', label: 'Payouts' },
  { href: '/dashboard/payout-account', label: 'Payout account' },
  { href: '/dashboard/tiers', label: 'Tiers' },
  { href: '/dashboard/page', label: 'Your page' },
  { href: '/dashboard/notifications', label: 'Mail' },
  { href: '/account', label: 'Account' },
];

/** The frame of a creator's room. It decides nothing: each page and action asks for itself who is there. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (!viewer?.creator) return <div className="shell room-alone">{children}</div>;
  return (
    <RoomShell room="Dashboard" who={`/${viewer.creator.handle}`} items={ITEMS}>
      {children}
    </RoomShell>
  );
}
