import { DisputeNotice } from '@/components/tips/dispute-notice';
import { AskingNotice, PaidNotice } from '@/components/tips/payment-notices';
import { Notice } from '@/components/ui/notice';

/**
 * Where a bill stands for its fan. `charging`: the card is being asked; `confirming`: they have just
 * paid by hand and we wait to hear of it; `refused`: it waits for a card or for their own hand.
 */
export type BillStanding = 'paid' | 'charging' | 'confirming' | 'refused' | 'written_off' | 'void';

export type BillStateProps = {
  standing: BillStanding;
  isActual: boolean;
  /** What the fan's bank does or did about its charge; null when it never asked. */
  dispute: 'asked' | 'with_bank' | 'lost' | 'in_part' | 'won' | null;
  /** Why it could not be charged, in sentences; of a refused bill. */
  reason: { what: string; help: string } | null;
  /** What goes on meanwhile, and until when; of a refused bill. */
  grace: string | null;
};

/** A bill's state in words: what happened, what happens next. */
export function BillState(props: BillStateProps) {
  switch (props.standing) {
    case 'paid':
      return props.dispute ? <DisputeNotice standing={props.dispute} /> : <PaidNotice isActual={props.isActual} />;
    case 'charging':
      return (
        <Notice tone="wait" icon="clock">
          Your card is being charged right now. This takes a few seconds, and sometimes minutes.
          <noscript> Reload this page to look again.</noscript>
        </Notice>
      );
    case 'confirming':
      return <AskingNotice />;
    case 'refused':
      return (
        <div className="grid gap-3">
          <Notice tone="bad" icon="alert">
            {props.reason?.what} {props.reason?.help}
          </Notice>
          {props.grace && <p>{props.grace}</p>}
        </div>
      );
    case 'written_off':
      return (
        <Notice tone="wait" icon="x">
          Given up. It could not be charged for three weeks; you owe nothing, and nothing can be paid here any more.
        </Notice>
      );
    case 'void':
      return (
        <Notice tone="wait" icon="x">
          Nothing was charged: what this bill was for did not come to be.
        </Notice>
      );
  }
}
