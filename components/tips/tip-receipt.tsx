import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { TipEstimate } from '@/lib/pricing/input';

/**
 * A tip, line by line: what the fan pays, what each fee takes, what the creator receives. `actual`
 * says that the processor's own figure is known; before that it is "about".
 */
export function TipReceipt(props: {
  estimate: TipEstimate | null;
  currency: Currency;
  creatorName: string;
  actual?: boolean;
  /** Whether it has been paid: a receipt then, and a plan before. */
  paid?: boolean;
  /** Whether it went back since, or lies with a bank: the creator had it. */
  back?: boolean;
  open?: boolean;
}) {
  const { estimate, currency } = props;
  const sum = (amountMinor: number | undefined) =>
    amountMinor === undefined ? '–' : formatMoney(amountMinor, currency);
  // What is nothing gets no minus, and minus zero is no sum.
  const less = (amountMinor: number | undefined) => sum(amountMinor && -amountMinor);
  return (
    <Receipt open={props.open}>
      <ReceiptLine label={props.paid ? 'You paid' : 'You pay'} sum={sum(estimate?.youPayMinor)} />
      <ReceiptLine
        label={props.actual ? 'Card fee' : 'Card fee, about'}
        sum={less(estimate?.processorFeeMinor)}
      />
      <ReceiptLine label="Tuppence fee" sum={less(estimate?.platformFeeMinor)} />
      {estimate && estimate.platformTipMinor > 0 && (
        <ReceiptLine label="Your tip for Tuppence" sum={less(estimate.platformTipMinor)} />
      )}
      <ReceiptTotal
        label={`${props.creatorName} ${props.back ? 'had received' : 'receives'}`}
        sum={sum(estimate?.creatorReceivesMinor)}
      />
    </Receipt>
  );
}
