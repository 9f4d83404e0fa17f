import { Icon } from '@/components/ui/icon';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { RoomHead, Section } from '@/components/ui/room-shell';
import type { FormAction } from '@/components/ui/form-state';
import { formatMoney } from '@/lib/money/input';
import type { RefundPreview } from '@/lib/tips';
import { RefundForm } from './refund-form';
import { RefundOnItsWay } from './refund-on-its-way';
import type { TipItem } from './tip-item';
import { TipStateWords } from './tip-state';

/** One tip on its creator's side: who said what, gross to net, and what giving it back would cost. */
export function TipDetail(props: {
  tip: TipItem;
  receiptNumber: string | null;
  lineId: string | null;
  refund: RefundPreview | null;
  isRefunding: boolean;
  mayRefund: boolean;
  action: FormAction;
}) {
  const { tip } = props;
  return (
    <div className="grid max-w-xl gap-6">
      <p>
        <a href="/dashboard/tips" className="quiet-link inline-flex items-center gap-1.5 py-1">
          <Icon name="arrow-left" /> All tips
        </a>
      </p>
      <RoomHead
        title={
          <>
            Tip from <bdi>{tip.name ?? (tip.visibility === 'anonymous' ? 'somebody anonymous' : 'somebody')}</bdi>
          </>
        }
        sentence={
          <span className="figures">
            {tip.when}
            {props.receiptNumber && (
              <>
                {' '}
                · <span className="whitespace-nowrap">Receipt {props.receiptNumber}</span>
              </>
            )}
          </span>
        }
      />
      {props.isRefunding && <RefundOnItsWay />}
      {tip.message && (
        <blockquote dir="auto" className="border-s-3 border-accent ps-4 whitespace-pre-line [overflow-wrap:anywhere]">
          {tip.message}
        </blockquote>
      )}
      <p className="hint">{shownWhere(tip)}</p>
      <TipSums tip={tip} />
      <p className="figures">
        <TipStateWords row={tip} />
      </p>
      {props.refund && props.mayRefund && (
        <Section title="Refund" hint="The fan is told by mail and the tip leaves your page. It cannot be undone.">
          <RefundForm what="tip" ids={{ tipId: tip.id, ...(props.lineId && { lineId: props.lineId }) }} refund={props.refund} action={props.action} />
        </Section>
      )}
    </div>
  );
}

/** Where it stands; what is given back or disputed leaves the page (lib/tips). */
function shownWhere({ state, visibility }: TipItem): string {
  if (state === 'accrued') return WAITING[visibility];
  if (state === 'disputed') return 'The fan’s bank took it back, so your page shows none of it. A mail tells you what the bank decides, and the fee for the dispute is ours.';
  return state === 'refunded' && visibility === 'public' ? 'It was given back, so it stands on your page no more.' : SHOWN[visibility];
}

const SHOWN: Record<TipItem['visibility'], string> = {
  public: 'It stands on your page for everyone.',
  creator_only: 'Only you see it. Your page shows none of it.',
  anonymous: 'The fan chose to stay unknown: you see the amount and the message, nobody sees who.',
};

/** Before its bill is paid it stands nowhere but here. */
const WAITING: Record<TipItem['visibility'], string> = {
  public: 'It stands on your page for everyone once its fan’s bill is paid.',
  creator_only: SHOWN.creator_only,
  anonymous: SHOWN.anonymous,
};

function TipSums({ tip: { sums, currency } }: { tip: TipItem }) {
  const money = (minor: number) => formatMoney(minor, currency);
  return (
    <Receipt open>
      <ReceiptLine label="Tip" sum={money(sums.grossMinor)} />
      {sums.refundedMinor > 0 && <ReceiptLine label="Given back to the fan" sum={money(0 - sums.refundedMinor)} />}
      {sums.disputedMinor > 0 && <ReceiptLine label="Disputed: taken by the fan’s bank" sum={money(0 - sums.disputedMinor)} />}
      <ReceiptLine label={sums.isActual ? 'Processor fee' : 'Processor fee, about'} sum={money(0 - sums.processorFeeMinor)} />
      <ReceiptLine label="Tuppence fee" sum={money(0 - sums.platformFeeMinor)} />
      <ReceiptTotal label="Net" sum={money(sums.netMinor)} />
    </Receipt>
  );
}
