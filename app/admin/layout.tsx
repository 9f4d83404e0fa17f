import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { SearchBox } from '@/components/admin/search';
import { RoomShell } from '@/components/ui/room-shell';

export const metadata: Metadata = { robots: { index: false } };

/** What waits for a decision, then who and what there is, then the books, then the machine. */
const ITEMS = [
  { href: '/admin', label: 'Overview' },
  { href: '/admin/payouts', label: 'Payouts' },
  { href: '/admin/disputes', label: 'Disputes' },
  { href: '/admin/reports', label: 'Reports' },
  { href: '/admin/refunds', label: 'Refunds' },
  { href: '/admin/defence', label: 'Defence' },
  { href: '/admin/people', label: 'People', apart: true },
  { href: '/admin/creators', label: 'Creators' },
  { href: '/admin/payments', label: 'Payments' },
  { href: '/admin/billing', label: 'Bills' },
  { href: '/admin/ledger', label: 'Ledger', apart: true },
  { href: '/admin/reconciliation', label: 'Reconciliation' },
  { href: '/admin/fees', label: 'Fees' },
  { href: '/admin/jobs', label: 'Jobs', apart: true },
  { href: '/admin/audit', label: 'Audit' },
  { href: '/admin/settings', label: 'Settings' },
];

/** The frame of the admin's room. It shows nothing of anybody: each page asks for itself who is there. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <div className="admin">
      <RoomShell room="Admin" items={ITEMS}>
        <SearchBox />
        {children}
      </RoomShell>
    </div>
  );
}
