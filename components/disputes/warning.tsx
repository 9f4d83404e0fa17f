import { Status } from '@/components/admin/status';
import { When, type Clocked } from '@/components/admin/when';
import { Notice } from '@/components/ui/notice';
import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { formatMoney, type Currency } from '@/lib/money';
import { paymentWords } from './list';

export type Warning = {
  id: string; paymentId: string; billId: string | null; purpose: 'tip' | 'bill'; stripeWarningId: string; fraudType: string; actionable: boolean; createdAt: Date;
  amountMinor: number; currency: Currency; creatorName: string | null; refundStatus: string | null; failureCode: string | null; waits: boolean;
};

/** What the card's network warned of, and what was sent back because of it. */
export function WarningList({ warnings, clock }: { warnings: Warning[]; clock: Clocked }) {
  return (
    <Records
      caption="Warnings of fraud"
      columns={[{ label: 'Payment' }, { label: 'It says' }, { label: 'Sent back' }, { label: 'Amount', end: true }]}
      empty="Nothing was warned of."
      rows={warnings.map((warning) => ({
        key: warning.id,
        cells: [
          <a key="warning" href={`/admin/disputes/warnings/${warning.id}`} className="text-link" data-queue="">
            {paymentWords(warning)} <span className="hint"><When at={warning.createdAt} clock={clock} /></span>
          </a>,
          fraudWords(warning.fraudType),
          <SentBack key="back" warning={warning} />,
          formatMoney(warning.amountMinor, warning.currency),
        ],
      }))}
    />
  );
}

/** One warning, and what it asks of an admin. */
export function WarningFacts({ warning, personId, clock }: { warning: Warning; personId: string | null; clock: Clocked }) {
  return (
    <>
      {warning.waits && <Notice tone="bad" icon="alert">{whatToDo(warning)}</Notice>}
      <Section title="The warning">
        <Facts>
          <Fact label="Sent back"><SentBack warning={warning} /></Fact>
          <Fact label="Of"><a href={warning.billId ? `/admin/billing/${warning.billId}` : `/admin/payments/${warning.paymentId}`} className="text-link">{paymentWords(warning)}</a></Fact>
          <Fact label="It says">{fraudWords(warning.fraudType)}</Fact>
          <Fact label="Came"><When at={warning.createdAt} clock={clock} /></Fact>
          <Fact label="Amount">{formatMoney(warning.amountMinor, warning.currency)}</Fact>
          {personId && <Fact label="Whose tab"><a href={`/admin/people/${personId}`} className="text-link">Their file</a></Fact>}
          <Fact label="At Stripe">{warning.stripeWarningId}</Fact>
        </Facts>
      </Section>
    </>
  );
}

function SentBack({ warning: { refundStatus, waits } }: { warning: Warning }) {
  if (waits) return <Status state="failed" label={refundStatus === null ? 'Not yet: decide' : 'Failed: send it again'} tone="bad" />;
  if (refundStatus === null) return <>No</>;
  return <Status state={refundStatus === 'succeeded' ? 'refunded' : refundStatus} />;
}

function whatToDo({ refundStatus, failureCode }: Warning): string {
  if (refundStatus === null) return 'Nothing was sent back yet. While its bank has not disputed it, a refund costs nothing and mostly prevents the dispute.';
  const why = failureCode ? ` (${failureCode.replaceAll('_', ' ')})` : '';
  return `The refund did not go through${why}. Often our balance at Stripe was too small for it: look there, then send it again. If the card takes nothing any more, its bank will dispute the payment, and you answer that here.`;
}

function fraudWords(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
