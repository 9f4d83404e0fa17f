import { When, type Clocked } from '@/components/admin/when';
import { sentenceWords } from '@/components/admin/words';
import { Records } from '@/components/ui/records';
import { formatMoney, isCurrency } from '@/lib/money/input';
import type { SignalGift } from '@/lib/review';

type Gift = Omit<SignalGift, 'email'> & { address: string | null };

/** The gifts behind a signal, each a link to its payment or bill. */
export function Evidence({ gifts, clock }: { gifts: Gift[]; clock: Clocked }) {
  return (
    <Records
      caption="Gifts"
      columns={[{ label: 'Gift' }, { label: 'From' }, { label: 'Card' }, { label: 'When' }, { label: 'Amount', end: true }]}
      empty="No gift is like this now."
      rows={gifts.map((gift) => ({
        key: gift.id,
        cells: [
          <a key="gift" href={gift.billId ? `/admin/billing/${gift.billId}` : `/admin/payments/${gift.paymentId}`} className="text-link">{sentenceWords(gift.kind)}</a>,
          <From key="from" gift={gift} />,
          <span key="card">{gift.last4 ? `•••• ${gift.last4}` : '–'}{gift.note && <span className="hint block">{gift.note}</span>}</span>,
          <When key="when" at={gift.givenAt} clock={clock} />,
          <span key="sum" className="sum">{isCurrency(gift.currency) ? formatMoney(gift.amountMinor, gift.currency) : `${gift.amountMinor} ${gift.currency}`}</span>,
        ],
      }))}
    />
  );
}

function From({ gift: { personId, address, name } }: { gift: Gift }) {
  return (
    <span>
      {personId ? <a href={`/admin/people/${personId}`} className="text-link">{address ?? 'An account'}</a> : (address ?? 'Somebody')}
      {name && <span className="hint block" dir="auto">as {name}</span>}
    </span>
  );
}
