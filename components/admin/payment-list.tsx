import { Records } from '@/components/ui/records';
import type { PaymentLine } from '@/lib/admin';
import { formatMoney } from '@/lib/money/input';
import { Status } from './status';
import { When, type Clocked } from './when';

/** Payments as rows: what, to whom, how it stands. */
export function PaymentList({ payments, clock, empty, isOneCreators = false }: { payments: PaymentLine[]; clock: Clocked; empty: string; isOneCreators?: boolean }) {
  const to = isOneCreators ? [] : [{ label: 'To' }];
  return (
    <Records
      caption="Payments"
      columns={[{ label: 'Payment' }, ...to, { label: 'From' }, { label: 'State' }, { label: 'Fee', end: true }, { label: 'Amount', end: true }]}
      empty={empty}
      rows={payments.map((row) => ({
        key: row.id,
        cells: [
          <a key="at" href={`/admin/payments/${row.id}`} className="text-link font-normal">
            <When at={row.createdAt} clock={clock} />
          </a>,
          ...to.map(() => row.creator && <a key="to" href={`/admin/creators/${row.creator.id}`} className="hover:underline">{row.creator.name}</a>),
          <span key="from" className="hint">{row.from ?? '–'}</span>,
          <PaymentState key="state" payment={row} />,
          row.feeMinor === null ? '–' : formatMoney(row.feeMinor, row.currency),
          <span key="amount" className="sum">{formatMoney(row.amountMinor, row.currency)}</span>,
        ],
      }))}
    />
  );
}

/** A payment's state; what was refunded since is part of it. */
export function PaymentState({ payment }: { payment: Pick<PaymentLine, 'status' | 'refundedMinor' | 'amountMinor'> }) {
  if (payment.refundedMinor >= payment.amountMinor) return <Status state="refunded" />;
  if (payment.refundedMinor > 0) return <Status state="refunded" label="Refunded in part" />;
  return <Status state={payment.status} />;
}
