import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import type { Currency } from '@/lib/money/input';
import type { TipEstimate } from '@/lib/pricing/input';
import { DisputeNotice } from './dispute-notice';
import { AskingNotice, PaidNotice } from './payment-notices';
import { PrintButton } from './print-button';
import { TipReceipt } from './tip-receipt';
import { TipWords, type Words } from './tip-words';

/**
 * Where a tip stands, in the words of its fan: `open` has not been paid and still can be,
 * `on_its_way` was promised by a bank and is not received before it settles, `confirming` was just
 * paid on the hosted page and we wait to hear of it.
 */
export type ThanksStatus = 'paid' | 'confirming' | 'on_its_way' | 'open' | 'failed' | 'expired' | 'refunded' | 'disputed' | 'charged_back';

export type ThanksProps = {
  status: ThanksStatus;
  /** What the fan's bank does or did about it; null when it never asked. */
  dispute: 'asked' | 'with_bank' | 'lost' | 'in_part' | 'won' | null;
  /** What of it came back; null for nothing. */
  back: string | null;
  creator: { name: string; handle: string; thankYou: string; avatar: { src: string; srcSet?: string } };
  currency: Currency;
  sums: TipEstimate;
  /** Whether `sums` holds the processor's own fee; until then it says "about". */
  actual: boolean;
  words: Words;
  /** When, as the receipt says it: "21 November 2026, 14:05 UTC". */
  when: string;
  /** What a fan quotes when they ask about it. */
  receiptNumber: string;
  pdfHref: string;
  /** Where an unpaid tip can still be paid. */
  payHref: string | null;
  /** Keeps the page current while something is still to come: the lead's leaf, or nothing. */
  live?: ReactNode;
};

/** What a fan sees after paying: the thanks, the receipt, what is still to come. It only reads. */
export function Thanks(props: ThanksProps) {
  const { status, creator } = props;
  const thanked = status === 'paid' || status === 'confirming' || status === 'on_its_way';
  return (
    <div className="shell grid max-w-xl gap-6 pt-6 sm:pt-10">
      <div className="flex items-center gap-4">
        <img
          {...creator.avatar}
          sizes={creator.avatar.srcSet && '4rem'}
          alt=""
          width={64}
          height={64}
          className="no-print size-16 rounded-full object-cover"
        />
        <h1 className="text-3xl">{thanked ? `Thank you, says ${creator.name}` : TITLES[status]}</h1>
      </div>
      {thanked && creator.thankYou && (
        <p dir="auto" className="text-lg whitespace-pre-line">
          {creator.thankYou}
        </p>
      )}
      <div role="status">
        {props.dispute ? <DisputeNotice standing={props.dispute} back={props.back} /> : <StatusNotice status={status} creatorName={creator.name} actual={props.actual} />}
      </div>
      <TipReceipt
        estimate={props.sums}
        currency={props.currency}
        creatorName={creator.name}
        actual={props.actual}
        paid={isSettled(status)}
        back={status !== 'paid' && isSettled(status)}
        open
      />
      <TipWords words={props.words} creatorName={creator.name} />
      <p className="hint figures">
        {props.when} · <span className="whitespace-nowrap">Receipt {props.receiptNumber}</span>
      </p>
      <Actions {...props} />
      {(status === 'paid' || status === 'on_its_way') && (
        <p className="hint no-print">
          <a href="/account" className="text-link">
            Sign in
          </a>{' '}
          with the address of this receipt, and it stands with all others in your account.
        </p>
      )}
      {props.live}
    </div>
  );
}

const TITLES: Record<ThanksStatus, string> = {
  paid: 'Thank you',
  confirming: 'Thank you',
  on_its_way: 'Thank you',
  open: 'This tip is not paid yet',
  failed: 'This payment did not go through',
  expired: 'This tip was not paid',
  refunded: 'This tip was given back',
  disputed: 'This tip is disputed',
  charged_back: 'Your bank took this tip back',
};

function StatusNotice(props: { status: ThanksStatus; creatorName: string; actual: boolean }) {
  const { creatorName } = props;
  switch (props.status) {
    case 'paid':
      return <PaidNotice isActual={props.actual} />;
    case 'confirming':
      return <AskingNotice />;
    case 'on_its_way':
      return (
        <Notice tone="wait" icon="clock">
          On its way. A bank debit takes a few working days; {creatorName} receives it when it has
          settled, and you get a mail.
        </Notice>
      );
    case 'open':
      return (
        <Notice tone="wait" icon="clock">
          Nothing has been charged. You can still pay, or leave it.
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone="bad" icon="alert">
          Your bank said no. Nothing was charged.
        </Notice>
      );
    case 'expired':
      return (
        <Notice tone="wait" icon="clock">
          The payment page has closed. Nothing was charged.
        </Notice>
      );
    case 'refunded':
      return (
        <Notice tone="wait" icon="undo">
          Refunded in full. Banks show it within ten days.
        </Notice>
      );
    case 'disputed':
      return <DisputeNotice standing="with_bank" />;
    case 'charged_back':
      return <DisputeNotice standing="lost" />;
  }
}

/** Money was collected; whatever became of it since, its receipt is there to keep. */
function isSettled(status: ThanksStatus): boolean {
  return status === 'paid' || status === 'refunded' || status === 'disputed' || status === 'charged_back';
}

function Actions({ status, creator, pdfHref, payHref }: ThanksProps) {
  const settled = isSettled(status);
  return (
    <div className="no-print flex flex-wrap gap-3">
      {payHref && (
        <a href={payHref} className="button">
          Pay now
        </a>
      )}
      {settled && (
        <>
          <a href={pdfHref} className="button button-plain">
            <Icon name="file-text" /> Receipt as PDF
          </a>
          <PrintButton />
        </>
      )}
      <a href={`/${creator.handle}`} className="button button-plain">
        <Icon name="arrow-left" /> Back to {creator.name}
      </a>
    </div>
  );
}
