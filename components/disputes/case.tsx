import type { ReactNode } from 'react';
import { Status } from '@/components/admin/status';
import { When, type Clocked } from '@/components/admin/when';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { disputeReason } from '@/lib/disputes/input';
import { formatMoney, type Currency } from '@/lib/money';
import { wordLine, type PaidFor } from '@/lib/receipts/input';
import { Standing } from './standing';
import { Taken, type TakenMoney } from './taken';

type Thing = PaidFor & { creatorName: string; handle: string; amountMinor: number };
type Access = { at: Date; what: string; address: string | null; network: string; device: string };

export type DisputeCase = {
  dispute: TakenMoney & { id: string; stripeDisputeId: string; reason: string; openedAt: Date; evidenceDueAt: Date | null; closedAt: Date | null; costMinor: number };
  answer: { kind: 'accept' | 'counter'; words: string | null; status: string; askedAt: Date; failureCode: string | null } | null;
  facts: {
    paymentId: string; amountMinor: number; currency: Currency; paidAt: Date; method: string | null; last4: string | null; payerEmail: string | null; billId: string | null;
    things: Thing[]; access: Access[]; consent: { version: number; body: string; acceptedAt: Date } | null; receiptSentAt: Date | null;
    earlier: { count: number; firstAt: Date | null };
  };
};

/**
 * One dispute: what it is, what was paid for, who was here, what was agreed to; and what can be done about it.
 *
 * @param answering stands below the evidence that it rests on; `children` below the facts
 */
export function DisputeCasePage({ file, clock, answering, children }: { file: DisputeCase; clock: Clocked; answering: ReactNode; children: ReactNode }) {
  const { facts } = file;
  return (
    <div className="dossier dossier-facts-first">
      <div className="grid gap-5 content-start min-w-0">
        <Standing dispute={file.dispute} answer={file.answer} now={clock.now} />
        <DisputeFacts file={file} clock={clock} />
        {children}
      </div>
      <div className="grid gap-5 content-start min-w-0">
        <Section title="What was paid for">
          <Receipt>
            {facts.things.map((thing, at) => (
              <ReceiptLine key={at} label={`${thing.creatorName} · ${wordLine(thing)}`} sum={formatMoney(thing.amountMinor, facts.currency)} />
            ))}
            <ReceiptTotal label="Paid" sum={formatMoney(facts.amountMinor, facts.currency)} />
          </Receipt>
          <p><a href={facts.billId ? `/admin/billing/${facts.billId}` : `/admin/payments/${facts.paymentId}`} className="text-link">Its money, line by line</a></p>
        </Section>
        <Section title="Who was here" hint="The newest first. The bank is sent these lines.">
          <Records
            caption="Who was here"
            columns={[{ label: 'When' }, { label: 'What' }, { label: 'From' }]}
            empty="No record of addresses is kept of this payment."
            rows={facts.access.map((access, at) => ({
              key: String(at),
              cells: [<When key="at" at={access.at} clock={clock} />, access.what, [access.address ?? access.network, access.device].filter(Boolean).join(' · ')],
            }))}
          />
        </Section>
        <Section title="What was agreed to">
          {facts.consent
            ? <><p className="hint">Version {facts.consent.version}, <When at={facts.consent.acceptedAt} clock={clock} /></p><blockquote className="tab-words" dir="auto">{facts.consent.body}</blockquote></>
            : <p className="text-second">A tip by card is agreed to on the hosted page; no saved card was charged.</p>}
        </Section>
        {answering}
      </div>
    </div>
  );
}

function DisputeFacts({ file: { dispute, answer, facts }, clock }: { file: DisputeCase; clock: Clocked }) {
  const { earlier } = facts;
  return (
    <Section title="The dispute">
      <Facts>
        <Fact label="State"><Status state={dispute.status} /></Fact>
        <Fact label="Because">{disputeReason(dispute.reason)}</Fact>
        <Fact label="Amount">{formatMoney(dispute.amountMinor, dispute.currency)}</Fact>
        <Taken dispute={dispute} />
        <Fact label="Costs us">{formatMoney(dispute.costMinor, dispute.currency)}</Fact>
        <Fact label="Opened"><When at={dispute.openedAt} clock={clock} /></Fact>
        {dispute.evidenceDueAt && !dispute.closedAt && <Fact label="Answer by"><When at={dispute.evidenceDueAt} clock={clock} /></Fact>}
        {dispute.closedAt && <Fact label="Decided"><When at={dispute.closedAt} clock={clock} /></Fact>}
        <Fact label="Paid by"><span dir="auto">{facts.payerEmail ?? 'address erased'}</span></Fact>
        <Fact label="With">{[facts.method, facts.last4 && `ending ${facts.last4}`].filter(Boolean).join(' ') || 'unknown'}</Fact>
        <Fact label="Paid on"><When at={facts.paidAt} clock={clock} /></Fact>
        <Fact label="Receipt mailed">{facts.receiptSentAt ? <When at={facts.receiptSentAt} clock={clock} /> : 'no record kept'}</Fact>
        <Fact label="Same card before">{earlier.count === 0 ? 'never' : earlier.count === 1 ? 'one payment that nobody disputed' : `${earlier.count} payments that nobody disputed`}</Fact>
        <Fact label="At Stripe">{dispute.stripeDisputeId}</Fact>
        {answer && <Fact label="Our answer">{answer.kind === 'accept' ? 'Accepted' : 'Countered'}, <When at={answer.askedAt} clock={clock} /> · {answerState(answer)}</Fact>}
      </Facts>
      {answer?.words && <blockquote className="tab-words" dir="auto">{answer.words}</blockquote>}
      <p><a href={`/admin/disputes/${dispute.id}/pdf`} className="button button-plain">Evidence as PDF</a></p>
    </Section>
  );
}

function answerState({ status, failureCode }: { status: string; failureCode: string | null }): string {
  if (status === 'sent') return 'sent';
  return status === 'asked' ? 'on its way' : `Stripe took it no more (${failureCode ?? ''})`;
}
