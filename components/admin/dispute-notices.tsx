import { Notice } from '@/components/ui/notice';
import type { PaymentFile } from '@/lib/admin';
import { formatMoney } from '@/lib/money/input';

/** What a bank did or asks of this payment or bill, with the way to the case. */
export function DisputeNotices({ disputes }: Pick<PaymentFile, 'disputes'>) {
  return disputes.map(({ id, status, amountMinor, takenMinor, currency }) => {
    const isInPart = status === 'won' && takenMinor > 0;
    const [tone, words] = WORDS[status];
    return (
      <Notice key={id} tone={isInPart ? 'wait' : tone} icon="alert">
        {words.replace('{sum}', formatMoney(amountMinor, currency))}{isInPart && ` It keeps ${formatMoney(takenMinor, currency)}.`} <a href={`/admin/disputes/${id}`} className="text-link">The dispute</a>
      </Notice>
    );
  });
}

const WORDS: Record<PaymentFile['disputes'][number]['status'], ['good' | 'wait' | 'bad', string]> = {
  warning_needs_response: ['bad', 'Its bank asks about {sum} and waits for an answer.'],
  warning_under_review: ['wait', 'Its bank asked about {sum}; the answer is there.'],
  warning_closed: ['good', 'Its bank asked about {sum}, and asks no more.'],
  needs_response: ['bad', 'Its bank disputes {sum} and waits for an answer.'],
  under_review: ['wait', 'Its bank disputes {sum} and decides about our answer.'],
  won: ['good', 'Its bank disputed {sum}, and we won.'],
  lost: ['bad', 'Its bank disputed {sum}, and we lost.'],
};
