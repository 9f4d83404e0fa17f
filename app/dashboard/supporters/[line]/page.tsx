import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LineDetail } from '@/components/dashboard/line-detail';
import { WishSection } from '@/components/dashboard/wish';
import { wishesOf } from '@/lib/billing';
import { formatShortDay } from '@/lib/dates';
import { findCreatorLine } from '@/lib/earnings';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../../load';
import { decline, refund } from './actions';

export const metadata: Metadata = { title: 'Line of a bill' };

/** One collected line of some fan's bill: gross to net as its creator reckons it, and the way to give it back. */
export default async function LineRoute({ params }: { params: Promise<{ line: string }> }) {
  const { db, viewer, books } = await loadBooks();
  const line = await findCreatorLine(db, books.id, (await params).line, await businessClock());
  if (!line) notFound();
  const { at, ...row } = line;
  const wish = (await wishesOf(db, [line.id])).get(line.id);
  return (
    <LineDetail line={{ ...row, day: formatShortDay(at, viewer) }} mayRefund={books.status !== 'suspended'} action={refund}>
      {wish && wish.status !== 'granted' && <WishSection wish={wish} decline={decline} />}
    </LineDetail>
  );
}
