import type { Payout } from '@/lib/payouts';

type Stated = Pick<Payout, 'status' | 'failureCode'>;

/** Where a payout stands, in words for its creator; the dot only says it again. */
export function PayoutState({ payout }: { payout: Stated }) {
  return (
    <span className="payout-state" data-state={payout.status}>
      {payoutStateWords(payout)}
    </span>
  );
}

const WORDS: Record<Payout['status'], string> = {
  requested: 'Waits for review',
  in_review: 'In review',
  on_hold: 'On hold',
  approved: 'Approved, leaves soon',
  sent: 'On its way to your bank',
  paid: 'At your bank',
  failed: 'Could not be sent',
  denied: 'Denied',
  cancelled: 'Cancelled',
};

export function payoutStateWords({ status, failureCode }: Stated): string {
  if (status === 'sent' && failureCode !== null) return 'Sent back by your bank';
  return status === 'failed' && failureCode === 'transfer_reversed' ? 'Came back' : WORDS[status];
}
