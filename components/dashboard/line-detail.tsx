import type { ReactNode } from 'react';
import type { FormAction } from '@/components/ui/form-state';
import { Icon } from '@/components/ui/icon';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatMoney } from '@/lib/money/input';
import { wordLine } from '@/lib/receipts/input';
import type { RefundPreview } from '@/lib/tips';
import type { LineItem } from './line-table';
import { RefundForm } from './refund-form';
import { RefundOnItsWay } from './refund-on-its-way';

type Props = {
  line: LineItem & { refund: RefundPreview | null; endsPledge: boolean; isRefunding: boolean };
  mayRefund: boolean;
  action: FormAction;
  /** What its fan asks, above the way to give it back. */
  children?: ReactNode;
};

/** One line of a fan's bill on its creator's side, and what giving it back would cost. */
export function LineDetail({ line, mayRefund, action, children }: Props) {
  return (
    <div className="grid max-w-xl gap-6">
      <p>
        <a href="/dashboard/supporters" className="quiet-link inline-flex items-center gap-1.5 py-1">
          <Icon name="arrow-left" /> Supporters
        </a>
      </p>
      <RoomHead title={<bdi>{line.name ?? 'Somebody without a name'}</bdi>} sentence={`${wordLine(line)} · collected ${line.day}`} />
      {line.isRefunding && <RefundOnItsWay />}
      <Sums line={line} />
      {children}
      {line.refund && mayRefund && (
        <Section
          title="Refund"
          hint={`The fan is told by mail${line.endsPledge ? ', their pledge to you ends, and what it opened closes at once' : ''}. It cannot be undone.`}
        >
          <RefundForm what="line" ids={{ lineId: line.id }} refund={line.refund} action={action} />
        </Section>
      )}
    </div>
  );
}

function Sums({ line }: { line: LineItem }) {
  const money = (minor: number) => formatMoney(minor, line.currency);
  return (
    <Receipt open>
      <ReceiptLine label={wordLine(line)} sum={money(line.grossMinor)} />
      {line.refundedMinor > 0 && <ReceiptLine label="Given back to the fan" sum={money(0 - line.refundedMinor)} />}
      {line.disputedMinor > 0 && <ReceiptLine label="Disputed: taken by the fan’s bank" sum={money(0 - line.disputedMinor)} />}
      {line.feeShareMinor !== null && <ReceiptLine label="Processor fee, its share" sum={money(0 - line.feeShareMinor)} />}
      <ReceiptLine label="Tuppence fee" sum={money(0 - line.platformFeeMinor)} />
      <ReceiptTotal label={line.feeShareMinor === null ? 'Net, before the processor’s fee' : 'Net'} sum={money(line.netMinor)} />
    </Receipt>
  );
}
