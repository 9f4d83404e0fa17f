import type { Metadata } from 'next';
import { PayoutFile, type PayoutStep } from '@/components/payouts/payout-file';
import { formatMoment, formatShortDay, type DateReader } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { bankFailureInWords } from '@/lib/payout-accounts';
import { isOpenPayout, type PayoutWithCreator } from '@/lib/payouts';
import { wordPayout } from '@/lib/receipts';
import { loadBooks } from '../../load';
import { cancel } from '../actions';
import { loadPayout, toPayoutView } from '../load-payout';

const LINES = 50;

export const metadata: Metadata = { title: 'Payout' };

/** One payout, for the creator whose it is. */
export default async function PayoutRoute({ params }: { params: Promise<{ payout: string }> }) {
  const { db, viewer, books } = await loadBooks();
  const { payout, statement } = await loadPayout(db, books.id, (await params).payout);
  return (
    <PayoutFile
      payout={payout}
      sum={formatMoney(payout.amountMinor, payout.currency)}
      currency={payout.currency}
      words={wordPayout(toPayoutView(payout, statement, viewer))}
      steps={stepsOf(payout, viewer)}
      lines={statement.lines.slice(0, LINES).map((line) => ({ ...line, day: formatShortDay(line.collectedAt, viewer) }))}
      moreLines={Math.max(0, statement.lines.length - LINES)}
      bankFailure={payout.status === 'sent' && payout.failureCode ? bankFailureInWords(payout.failureCode) : null}
      cancel={isOpenPayout(payout.status) && !payout.triedAt ? cancel : null}
    />
  );
}

/** What has happened, and what comes next. */
function stepsOf(payout: PayoutWithCreator, reader: DateReader): PayoutStep[] {
  const { status, askedBy, requestedAt, reviewedAt, approvedAt, sentAt, endedAt, destination } = payout;
  const when = (at: Date | null) => at && formatMoment(at, reader);
  const done: PayoutStep[] = [
    { what: 'Asked for', when: when(requestedAt), detail: askedBy === 'schedule' ? 'By your schedule' : undefined },
    ...(reviewedAt ? [{ what: 'Looked at', when: when(reviewedAt) }] : []),
    ...(approvedAt ? [{ what: 'Approved', when: when(approvedAt) }] : []),
    ...(sentAt ? [{ what: 'Sent', when: when(sentAt), detail: destination ? `To ${destination}` : undefined }] : []),
    ...(endedAt ? [{ what: ENDS[status] ?? 'Over', when: when(endedAt) }] : []),
  ];
  const next = NEXT[status];
  return next ? [...done, { what: next, when: null }] : done;
}

const ENDS: Partial<Record<PayoutWithCreator['status'], string>> = { paid: 'At your bank', failed: 'Came back', denied: 'Denied', cancelled: 'Cancelled' };
const NEXT: Partial<Record<PayoutWithCreator['status'], string>> = {
  requested: 'Somebody looks at it, usually within two days',
  in_review: 'Somebody is looking at it',
  on_hold: 'It waits; the reason stands above',
  approved: 'It is sent in a moment',
  sent: 'Your bank has it in a few days',
};
