import type { ReactNode } from 'react';
import { PrintButton } from '@/components/tips/print-button';
import { ReceiptLive } from '@/components/tips/receipt-live';
import { Icon } from '@/components/ui/icon';
import { RoomHead } from '@/components/ui/room-shell';
import type { BillWords } from '@/lib/receipts';
import { BillPaper } from './bill-paper';
import { BillState, type BillStateProps } from './bill-state';

export type BillDetailProps = BillStateProps & {
  words: BillWords;
  /** What it is called: `One bill`, `Your bill of $12.80`. */
  title: string;
  /** Null while there is no receipt to keep. */
  pdfHref: string | null;
  /** The button that pays it, or nothing where nothing can be paid. */
  pay?: ReactNode;
  /** The way back, in the account. */
  backHref?: string;
};

/** A bill, whole: its receipt once it is paid, and before that what happened and the one thing that mends it. */
export function BillDetail(props: BillDetailProps) {
  const { words, standing } = props;
  const isPaid = standing === 'paid';
  const goesOn = standing === 'charging' || standing === 'confirming' || (isPaid && !props.isActual);
  return (
    <div className="grid max-w-xl gap-6">
      {props.backHref && (
        <p className="no-print">
          <a href={props.backHref} className="quiet-link inline-flex items-center gap-1.5 py-1">
            <Icon name="arrow-left" /> All bills
          </a>
        </p>
      )}
      <RoomHead
        title={props.title}
        sentence={
          <span className="figures">
            {words.when} · <span className="whitespace-nowrap">Bill {words.facts[0]?.[1]}</span>
          </span>
        }
      />
      <div role="status">
        <BillState {...props} />
      </div>
      {props.pay}
      <BillPaper paper={words} standing={standing} />
      {isPaid && (
        <>
          <p className="hint">{words.note}</p>
          <dl className="bill-facts hint">
            {words.facts.slice(1).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {props.pdfHref && (
        <div className="no-print flex flex-wrap gap-3">
          <a href={props.pdfHref} className="button button-plain">
            <Icon name="file-text" /> Receipt as PDF
          </a>
          <PrintButton />
        </div>
      )}
      {goesOn && <ReceiptLive />}
    </div>
  );
}
