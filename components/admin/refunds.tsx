import { Records } from '@/components/ui/records';
import { formatMoney, type Currency } from '@/lib/money/input';
import { Status } from './status';
import { When, type Clocked } from './when';
import { sentenceWords } from './words';

export type RefundLine = {
  refund: { id: string; paymentId: string; amountMinor: number; currency: Currency; status: string; reason: string; failureCode: string | null; createdAt: Date };
  /** Of a bill's charge. */
  billId: string | null;
  creator: { name: string; handle: string } | null;
};

export function RefundList({ refunds, clock }: { refunds: RefundLine[]; clock: Clocked }) {
  return (
    <Records
      caption="Refunds"
      columns={[{ label: 'Asked' }, { label: 'Of' }, { label: 'Why' }, { label: 'State' }, { label: 'Amount', end: true }]}
      empty="No refund here."
      rows={refunds.map(({ refund, billId, creator }) => ({
        key: refund.id,
        cells: [
          <a key="at" href={billId ? `/admin/billing/${billId}` : `/admin/payments/${refund.paymentId}`} className="text-link font-normal"><When at={refund.createdAt} clock={clock} /></a>,
          billId ? 'Lines of a bill' : creator && <>A tip to {creator.name}</>,
          sentenceWords(refund.reason),
          <span key="state"><Status state={refund.status} label={refund.status === 'succeeded' ? 'Sent' : undefined} />{refund.failureCode && <span className="hint block">{refund.failureCode}</span>}</span>,
          <span key="amount" className="sum">{formatMoney(refund.amountMinor, refund.currency)}</span>,
        ],
      }))}
    />
  );
}
