import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TipDetail } from '@/components/dashboard/tip-detail';
import { formatMoment, formatShortDay } from '@/lib/dates';
import { findCreatorTip } from '@/lib/earnings';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../../load';
import { toTipItem } from '../../to-tip-item';
import { refund } from './actions';

export const metadata: Metadata = { title: 'Tip' };

/** One tip: its receipt as its creator reckons it, and the way to give it back. */
export default async function TipRoute({ params }: { params: Promise<{ tip: string }> }) {
  const { db, viewer, books, isFrozen } = await loadBooks();
  const now = await businessClock();
  const tip = await findCreatorTip(db, books.id, (await params).tip, now);
  if (!tip) notFound();
  // The minute of an anonymous tip could tell whose it was.
  const when = (tip.visibility === 'anonymous' ? formatShortDay : formatMoment)(tip.receivedAt, viewer);
  return (
    <TipDetail
      tip={{ ...toTipItem(tip, { reader: viewer, isFrozen, now }), when }}
      receiptNumber={tip.receiptNumber}
      lineId={tip.lineId}
      refund={tip.refund}
      isRefunding={tip.isRefunding}
      mayRefund={books.status !== 'suspended'}
      action={refund}
    />
  );
}
