import type { ReactNode } from 'react';

/**
 * Our motif: lines and a total on paper with a torn edge. Its sums come formatted. An open one lies
 * on the page itself; a shadow must come from around it, because the torn edge is a mask.
 */
export function Receipt({ children, open = false }: { children: ReactNode; open?: boolean }) {
  if (!open) return <dl className="receipt">{children}</dl>;
  return (
    <div className="receipt-lift">
      <dl className="receipt receipt-open">{children}</dl>
    </div>
  );
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
