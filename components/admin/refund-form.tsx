import type { FormAction } from '@/components/ui/form-state';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import type { RefundPreview } from '@/lib/tips';
import { formatMoney } from '@/lib/money/input';
import { RefundKind } from './refund-kind';
import { HardAct } from './suspension';

/** Says who bears what, and then refunds a payment whole. */
export function RefundForm({ paymentId, preview, creatorName, refund }: { paymentId: string; preview: RefundPreview; creatorName: string; refund: FormAction }) {
  const sum = (minor: number) => formatMoney(minor, preview.currency);
  return (
    <HardAct
      title="Refund"
      open={`Refund ${sum(preview.backMinor)}…`}
      consequence={sentenceOf(preview, creatorName)}
      button={`Refund ${sum(preview.backMinor)} now`}
      label="Refund this payment"
      action={refund}
      id={paymentId}
      isDanger
      reasonHint="Kept in the audit log, with your name."
    >
      <Shares preview={preview} creatorName={creatorName} />
      <RefundKind />
    </HardAct>
  );
}

/** Who gives how much of it. */
function Shares({ preview, creatorName }: { preview: RefundPreview; creatorName: string }) {
  const sum = (minor: number) => formatMoney(minor, preview.currency);
  const { fromHeldMinor, fromAvailableMinor, asDebtMinor, platformMinor } = preview;
  return (
    <Receipt>
      {fromHeldMinor > 0 && <ReceiptLine label={`${creatorName}, of what is held`} sum={sum(fromHeldMinor)} />}
      {fromAvailableMinor > 0 && <ReceiptLine label={`${creatorName}, of what is available`} sum={sum(fromAvailableMinor)} />}
      {asDebtMinor > 0 && <ReceiptLine label={`${creatorName}, as a debt`} sum={sum(asDebtMinor)} />}
      {platformMinor > 0 && <ReceiptLine label="Tuppence" sum={sum(platformMinor)} />}
      <ReceiptTotal label="The fan gets back" sum={sum(preview.backMinor)} />
    </Receipt>
  );
}

function sentenceOf({ keptByProcessorMinor, currency }: RefundPreview, creatorName: string): string {
  const kept = keptByProcessorMinor > 0 ? `Stripe keeps its fee of ${formatMoney(keptByProcessorMinor, currency)}; ${creatorName} bears it. ` : '';
  return `The whole payment goes back. ${kept}This cannot be undone.`;
}
