import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney } from '@/lib/money/input';
import type { RefundPreview } from '@/lib/tips';

type Props = {
  what: 'tip' | 'line';
  /** What the action is told, by name. */
  ids: Record<string, string>;
  refund: RefundPreview;
  action: FormAction;
};

/** What a refund does to everybody, before it is done; then the button, behind one more press. */
export function RefundForm({ what, ids, refund, action }: Props) {
  const money = (minor: number) => formatMoney(minor, refund.currency);
  const yours = refund.fromHeldMinor + refund.fromAvailableMinor + refund.asDebtMinor;
  return (
    <>
      <Receipt>
        <ReceiptLine label="The fan gets back" sum={money(refund.backMinor)} />
        {refund.platformMinor > 0 && <ReceiptLine label="Of that from Tuppence: its fee and its tip" sum={money(refund.platformMinor)} />}
        {refund.fromHeldMinor > 0 && <ReceiptLine label={`From what is held of this ${what}`} sum={money(0 - refund.fromHeldMinor)} />}
        {refund.fromAvailableMinor > 0 && <ReceiptLine label="From your available money" sum={money(0 - refund.fromAvailableMinor)} />}
        {refund.asDebtMinor > 0 && <ReceiptLine label="Repaid from your next income" sum={money(0 - refund.asDebtMinor)} />}
        <ReceiptTotal label="You give" sum={money(0 - yours)} />
      </Receipt>
      {refund.keptByProcessorMinor > 0 && (
        <p>
          The processor keeps its fee of {money(refund.keptByProcessorMinor)}. After the refund this {what} has cost you that much.
        </p>
      )}
      <Confirm label={`Refund this ${what}…`} sentence={`Send ${money(refund.backMinor)} back to the fan now?`}>
        <ActionForm action={action} label={`Refund this ${what}`}>
          {Object.entries(ids).map(([name, id]) => <input key={name} type="hidden" name={name} value={id} />)}
          <SubmitButton danger>Yes, refund {money(refund.backMinor)}</SubmitButton>
        </ActionForm>
      </Confirm>
    </>
  );
}
