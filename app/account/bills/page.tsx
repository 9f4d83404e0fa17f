import type { Metadata } from 'next';
import { BillList, type BillItem } from '@/components/bills/bill-list';
import { getDb } from '@/db/client';
import { requireUser } from '@/lib/auth';
import { listBills, type BillRow } from '@/lib/billing';
import { formatShortDay, type DateReader } from '@/lib/dates';
import { readCursor } from '@/lib/lists';
import { formatMoney } from '@/lib/money';
import { standingOf } from '@/lib/payments';

const PER_PAGE = 25;

export const metadata: Metadata = { title: 'Bills' };

/** Every bill of whoever is signed in, a page at a time; those of guests' pledges that they joined as well. */
export default async function BillsRoute({ searchParams }: { searchParams: Promise<{ at?: string | string[] }> }) {
  const viewer = await requireUser();
  const { at } = await searchParams;
  const page = await listBills(getDb(), viewer.personId, { cursor: readCursor(typeof at === 'string' ? at : undefined), limit: PER_PAGE });
  const href = (key: string | null) => key && `/account/bills?at=${key}`;
  return <BillList items={page.rows.map((row) => toItem(row, viewer))} newerHref={href(page.newer)} olderHref={href(page.older)} />;
}

function toItem(row: BillRow, reader: DateReader): BillItem {
  const at = row.paidAt ?? row.createdAt;
  return {
    id: row.id,
    day: formatShortDay(at, reader),
    date: at.toISOString(),
    what: `${counted(row.lines, 'line')} for ${counted(row.creators, 'creator')}`,
    status: statusOf(row),
    sum: formatMoney(row.amountMinor, row.currency),
  };
}

function statusOf({ status, refundedMinor, amountMinor, dispute }: BillRow): BillItem['status'] {
  if (status !== 'paid') return status;
  if (dispute) return TAKEN[standingOf(dispute) ?? 'with_bank'];
  if (refundedMinor === 0) return 'paid';
  return refundedMinor < amountMinor ? 'partly_refunded' : 'refunded';
}

/** The bank has something of it: until it decides, for good, or a part for good. */
const TAKEN = { asked: 'disputed', with_bank: 'disputed', won: 'disputed', lost: 'charged_back', in_part: 'charged_back_in_part' } as const;

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
