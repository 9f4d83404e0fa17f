import { Records } from '@/components/ui/records';
import type { WishRow } from '@/lib/billing';
import { formatMoney } from '@/lib/money/input';
import { When, type Clocked } from './when';

/** What fans asked to have back and creators kept, each with both sides' words. */
export function DeclinedWishes({ wishes, clock }: { wishes: WishRow[]; clock: Clocked }) {
  return (
    <Records
      caption="Declined by creators"
      columns={[{ label: 'Creator' }, { label: 'The fan' }, { label: 'The creator' }, { label: 'When' }, { label: 'Line', end: true }]}
      empty="No creator has declined to give something back."
      rows={wishes.map((wish) => ({
        key: wish.lineId,
        cells: [
          wish.creatorName,
          <span key="words" dir="auto">{wish.words ?? 'No reason'}</span>,
          <span key="answer" dir="auto">{wish.answer}</span>,
          wish.answeredAt && <When key="at" at={wish.answeredAt} clock={clock} />,
          <a key="line" href={`/admin/billing/${wish.billId}?line=${wish.lineId}#refund`} className="text-link">{formatMoney(wish.amountMinor, wish.currency)}</a>,
        ],
      }))}
    />
  );
}
