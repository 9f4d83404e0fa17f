import type { FormAction } from '@/components/ui/form-state';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import type { LineRefundPart, LineRefundPreview } from '@/lib/billing';
import { formatMoney } from '@/lib/money/input';
import { RefundKind } from './refund-kind';
import { HardAct } from './suspension';

type Props = {
  billId: string;
  /** Null for all that is left of the bill. */
  lineId: string | null;
  preview: LineRefundPreview;
  refund: FormAction;
};

/** Says who bears what, and then refunds a line of a bill, or all that is left of it. */
export function LineRefundForm({ billId, lineId, preview, refund }: Props) {
  const sum = (minor: number) => formatMoney(minor, preview.currency);
  return (
    <HardAct
      title={lineId ? 'Refund one line' : 'Refund the bill'}
      open={`Refund ${sum(preview.backMinor)}…`}
      consequence={sentenceOf(preview, lineId === null)}
      button={`Refund ${sum(preview.backMinor)} now`}
      label={lineId ? 'Refund this line' : 'Refund this bill'}
      action={refund}
      id={billId}
      isDanger
      reasonHint="Kept in the audit log, with your name."
    >
      {lineId && <input type="hidden" name="line" value={lineId} />}
      <Receipt>
        {preview.parts.flatMap((part) => sharesOf(part).map(([label, minor]) => <ReceiptLine key={`${part.id} ${label}`} label={label} sum={sum(minor)} />))}
        <ReceiptTotal label="The fan gets back" sum={sum(preview.backMinor)} />
      </Receipt>
      <RefundKind />
    </HardAct>
  );
}

/** Who gives how much of one line. */
function sharesOf({ creatorName, fromHeldMinor, fromAvailableMinor, asDebtMinor, platformMinor }: LineRefundPart): [string, number][] {
  const shares: [string, number][] = [
    [`${creatorName}, of what is held`, fromHeldMinor],
    [`${creatorName}, of what is available`, fromAvailableMinor],
    [`${creatorName}, as a debt`, asDebtMinor],
    [`Tuppence, its fee on ${creatorName}’s line`, platformMinor],
  ];
  return shares.filter(([, minor]) => minor > 0);
}

function sentenceOf({ parts, currency }: LineRefundPreview, isWhole: boolean): string {
  const keptMinor = parts.reduce((sum, part) => sum + part.keptByProcessorMinor, 0);
  const kept = keptMinor > 0 ? `Stripe keeps its fee of ${formatMoney(keptMinor, currency)}; ${parts.length === 1 ? 'the creator bears it' : 'each creator bears their share'}. ` : '';
  const ended = parts.filter(({ endsPledge }) => endsPledge).length;
  const ends = ended === 0 ? '' : `${ended === 1 ? 'One pledge ends' : `${ended} pledges end`}, and what was open by it closes at once. `;
  return `${isWhole ? 'All that is left of the bill goes back.' : 'This line goes back; no other creator is touched.'} ${kept}${ends}This cannot be undone.`;
}
