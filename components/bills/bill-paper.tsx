import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import type { BillWords } from '@/lib/receipts';
import type { BillStanding } from './bill-state';

const ENDS: Partial<Record<BillStanding, string>> = { written_off: 'Given up', void: 'Not charged' };

type Paper = Pick<BillWords, 'lines' | 'paid' | 'fees' | 'received'>;

/**
 * A bill on paper: every line with what of it arrives, the one charge, and where it went. Before it
 * is paid there is only what it asks for.
 */
export function BillPaper({ paper, standing }: { paper: Paper; standing: BillStanding }) {
  const isPaid = standing === 'paid';
  return (
    <Receipt open>
      {paper.lines.map((line, at) => (
        <div key={at} className="receipt-line bill-line">
          <dt>
            <bdi className="bill-of">{line.creator}</bdi>
            <span className="bill-what">{line.what}</span>
          </dt>
          <dd>
            {line.sum}
            {isPaid && <span className="bill-what">{line.received}</span>}
          </dd>
        </div>
      ))}
      <ReceiptTotal label={isPaid ? paper.paid.label : (ENDS[standing] ?? 'In one charge')} sum={paper.paid.sum} />
      {isPaid && (
        <>
          {paper.fees.map((fee) => (
            <ReceiptLine key={fee.label} label={fee.label} sum={fee.sum} />
          ))}
          <div className="receipt-line bill-received">
            <dt>{paper.received.label}</dt>
            <dd>{paper.received.sum}</dd>
          </div>
        </>
      )}
    </Receipt>
  );
}
