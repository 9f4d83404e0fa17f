import type { ReactNode } from 'react';

/** Our motif: lines and a total on paper with a torn edge. Its sums come formatted. */
export function Receipt({ children, open = false }: { children: ReactNode; open?: boolean }) {
  return <dl className={open ? 'receipt receipt-open' : 'receipt'}>{children}</dl>;
}

export function ReceiptLine(props: { label: ReactNode; sum: ReactNode }) {
  return (
    <div className="receipt-line">
      <dt>{props.label}</dt>
      <dd>{props.sum}</dd>
    </div>
  );
}

export function ReceiptTotal(props: { label: ReactNode; sum: ReactNode }) {
  return (
    <div className="receipt-line receipt-total">
      <dt>{props.label}</dt>
      <dd>{props.sum}</dd>
    </div>
  );
}
