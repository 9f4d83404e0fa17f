import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import { PaperHead } from '@/components/ui/paper-head';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { Payout, PayoutStatementLine } from '@/lib/payouts';
import type { PayoutWords } from '@/lib/receipts';
import { PayoutState } from './payout-state';

export type PayoutStep = { what: string; when: string | null; detail?: string };

type Props = {
  payout: Pick<Payout, 'id' | 'status' | 'failureCode' | 'reason'>;
  sum: string;
  currency: Currency;
  words: PayoutWords;
  steps: PayoutStep[];
  lines: (PayoutStatementLine & { day: string })[];
  moreLines: number;
  bankFailure: string | null;
  /** Null when nothing can stop it any more. */
  cancel: FormAction | null;
};

/** One payout: how it stands and why, what it is made of from gross to net, and the way to stop it. */
export function PayoutFile({ payout, sum, currency, words, steps, lines, moreLines, bankFailure, cancel }: Props) {
  const path = `/dashboard/payouts/${payout.id}`;
  return (
    <>
      <PaperHead back={{ href: '/dashboard/payouts', label: 'All payouts' }} title={`Payout of ${sum}`} sentence={<PayoutState payout={payout} />} path={path} />
      {payout.reason && <Notice tone={payout.status === 'on_hold' ? 'wait' : 'bad'} icon="alert">{payout.reason}</Notice>}
      {bankFailure && (
        <Notice tone="bad" icon="alert">
          {bankFailure} <a href="/dashboard/payout-account" className="underline">See your payout account</a>
        </Notice>
      )}
      <div className="dash-pair">
        <Section title="From gross to net">
          <Receipt>
            {words.lines.map((line) => <ReceiptLine key={line.label} {...line} />)}
            <ReceiptTotal {...words.net} />
          </Receipt>
          <p className="hint">{words.note}</p>
        </Section>
        <Section title="On its way">
          <ol className="timeline">
            {steps.map((step) => (
              <li key={step.what} data-quiet={step.when === null || undefined}>
                <span>{step.what}</span>
                {step.when && <span className="figures hint">{step.when}</span>}
                {step.detail && <span className="hint">{step.detail}</span>}
              </li>
            ))}
          </ol>
          {cancel && (
            <Confirm label="Cancel this payout…" sentence={`Keep ${sum} here, available to you again?`}>
              <ActionForm action={cancel} label="Cancel this payout">
                <input type="hidden" name="payoutId" value={payout.id} />
                <SubmitButton danger>Yes, cancel it</SubmitButton>
              </ActionForm>
            </Confirm>
          )}
        </Section>
      </div>
      <Section title="What it is made of" hint="Whole gifts, the oldest first.">
        <Gifts lines={lines} currency={currency} />
        {moreLines > 0 && <p className="hint">And {moreLines} more; the CSV has them all.</p>}
      </Section>
    </>
  );
}

/** Every gift from gross to what was paid of it; what left it before only where that is more than nothing. */
function Gifts({ lines, currency }: Pick<Props, 'lines' | 'currency'>) {
  const money = (minor: number) => formatMoney(minor, currency);
  const hasOther = lines.some(({ otherMinor }) => otherMinor !== 0);
  return (
    <Records
      caption="Gifts in this payout"
      columns={[
        { label: 'From' }, { label: 'Collected', quiet: true }, { label: 'Gross', end: true }, { label: 'Fees', end: true },
        ...(hasOther ? [{ label: 'Taken before', end: true }] : []), { label: 'Net', end: true },
      ]}
      rows={lines.map((line) => ({
        key: line.id,
        cells: [
          <span key="from" className="grid">
            <a href={line.what === 'tip' ? `/dashboard/tips/${line.id}` : `/dashboard/supporters/${line.id}`} className="text-link w-fit">
              {line.name === null ? 'Somebody without a name' : <bdi>{line.name}</bdi>}
            </a>
            <span className="hint font-normal">{line.what === 'tip' ? 'Tip' : 'Pledge'}</span>
          </span>,
          line.day,
          money(line.grossMinor),
          money(0 - line.processorFeeMinor - line.platformFeeMinor),
          ...(hasOther ? [money(line.otherMinor)] : []),
          <b key="net" className="font-semibold">{money(line.paidMinor)}</b>,
        ],
      }))}
      empty={<p>Nothing.</p>}
    />
  );
}
