import { DisputeNotice } from '@/components/tips/dispute-notice';
import { PrintButton } from '@/components/tips/print-button';
import { TipReceipt } from '@/components/tips/tip-receipt';
import { TipWords, type Words } from '@/components/tips/tip-words';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { RoomHead } from '@/components/ui/room-shell';
import type { Currency } from '@/lib/money/input';
import type { TipEstimate } from '@/lib/pricing/input';
import type { ReceiptItem } from './receipts';

/** A receipt in the account: what its page behind a mailed link says, and what has come back since. */
export function ReceiptDetail(props: {
  status: ReceiptItem['status'];
  dispute: 'asked' | 'with_bank' | 'lost' | 'in_part' | 'won' | null;
  creator: { name: string; handle: string };
  currency: Currency;
  sums: TipEstimate;
  actual: boolean;
  refunded: string | null;
  words: Words;
  when: string;
  number: string;
  pdfHref: string;
}) {
  const { creator, status } = props;
  return (
    <div className="grid max-w-xl gap-6">
      <p className="no-print">
        <a href="/account" className="quiet-link inline-flex items-center gap-1.5 py-1">
          <Icon name="arrow-left" /> All receipts
        </a>
      </p>
      <RoomHead
        title={
          <>
            Tip to <bdi>{creator.name}</bdi>
          </>
        }
        sentence={
          <span className="figures">
            {props.when} · <span className="whitespace-nowrap">Receipt {props.number}</span>
          </span>
        }
      />
      {props.dispute ? <DisputeNotice standing={props.dispute} back={props.refunded} /> : <State {...props} />}
      <TipReceipt
        estimate={props.sums}
        currency={props.currency}
        creatorName={creator.name}
        actual={props.actual}
        paid={status !== 'on_its_way' && status !== 'failed'}
        back={status === 'refunded' || status === 'disputed' || status === 'charged_back'}
        open
      />
      <TipWords words={props.words} creatorName={creator.name} />
      <div className="no-print flex flex-wrap gap-3">
        {status !== 'failed' && (
          <a href={props.pdfHref} className="button button-plain">
            <Icon name="file-text" /> Receipt as PDF
          </a>
        )}
        <PrintButton />
        <a href={`/${creator.handle}`} className="button button-plain">
          <span>
            The page of <bdi>{creator.name}</bdi>
          </span>
        </a>
      </div>
    </div>
  );
}

function State(props: { status: ReceiptItem['status']; creator: { name: string }; refunded: string | null }) {
  switch (props.status) {
    case 'paid':
      return <Notice tone="good" icon="check">Paid.</Notice>;
    case 'on_its_way':
      return (
        <Notice tone="wait" icon="clock">
          On its way. A bank debit takes a few working days; <bdi>{props.creator.name}</bdi> receives it when it has settled.
        </Notice>
      );
    case 'failed':
      return <Notice tone="bad" icon="alert">Your bank did not pay. Nothing was charged and nothing is owed.</Notice>;
    case 'refunded':
      return <Notice tone="wait" icon="undo">{props.refunded} was given back: all of it.</Notice>;
    case 'disputed':
      return <DisputeNotice standing="with_bank" />;
    case 'charged_back':
      return <DisputeNotice standing="lost" />;
    case 'partly_refunded':
      return <Notice tone="wait" icon="undo">{props.refunded} of it was given back.</Notice>;
  }
}
