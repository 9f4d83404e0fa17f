import type { Metadata } from 'next';
import { Receipts } from '@/components/account/receipts';
import { TermsNotice } from '@/components/account/terms-notice';
import { getDb } from '@/db/client';
import { requireUser } from '@/lib/auth';
import { isId } from '@/lib/ids';
import { needsConsent } from '@/lib/legal';
import { listReceipts, sumReceiptsByYear, type ReceiptCursor } from '@/lib/tips';
import { toReceiptItem } from './to-receipt-item';

const PER_PAGE = 25;

export const metadata: Metadata = { title: 'Receipts' };

type Asked = Partial<Record<'year' | 'older' | 'newer', string | string[]>>;

/** Every payment of whoever is signed in, a page at a time, by year. */
export default async function AccountRoute({ searchParams }: { searchParams: Promise<Asked> }) {
  const viewer = await requireUser();
  const asked = await searchParams;
  const db = getDb();
  const years = await sumReceiptsByYear(db, viewer);
  const year = years.find((known) => String(known.year) === asked.year) ?? null;
  const where = { personId: viewer.personId, timeZone: viewer.timeZone, year: year?.year ?? null };
  const page = await listReceipts(db, where, cursorOf(asked), PER_PAGE);
  const href = (way: 'older' | 'newer', key: string | null) =>
    key && `/account?${new URLSearchParams({ ...(year ? { year: String(year.year) } : {}), [way]: key }).toString()}`;
  return (
    <>
      {(await needsConsent(db, viewer.personId)) && <TermsNotice />}
      <Receipts
        years={years.map((known) => known.year)}
        year={year}
        items={page.rows.map((row) => toReceiptItem(row, viewer))}
        newerHref={href('newer', page.newer)}
        olderHref={href('older', page.older)}
      />
    </>
  );
}

function cursorOf({ older, newer }: Asked): ReceiptCursor {
  if (isId(older)) return { beyond: older, direction: 'older' };
  if (isId(newer)) return { beyond: newer, direction: 'newer' };
  return null;
}
