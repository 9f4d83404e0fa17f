import type { ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { BillFile } from '@/lib/admin';
import { reasonWords } from '@/lib/billing/input';
import { formatMoney } from '@/lib/money/input';
import { wordLine } from '@/lib/receipts/input';
import { causeWords } from './bills';
import { Status } from './status';
import { Transaction } from './t-accounts';
import { dayWords, When, type Clocked } from './when';
import { sentenceWords } from './words';

/** One bill: its lines, every try to charge it with the reason in words, and the ledger. */
export function BillFilePage({ file, clock, retry, refund }: { file: BillFile; clock: Clocked; retry: ReactNode; refund: ReactNode }) {
  const { bill } = file;
  const names = new Map([[file.fan.ledgerOwner, file.person?.displayName ?? 'The fan'], ...file.lines.map(({ creator }) => [creator.ledgerOwner, creator.name] as const)]);
  return (
    <div className="dossier">
      <div className="grid gap-5 content-start min-w-0">
        <Section title="Lines"><Lines file={file} /></Section>
        {file.refunds.length > 0 && <Section title="Refunds"><Refunds file={file} clock={clock} /></Section>}
        <Section title="Attempts" hint="One row per charge, written before the processor heard of it."><Attempts file={file} clock={clock} /></Section>
        <Section title="In the ledger" hint="Debits left, credits right; each transaction as it was posted.">
          {file.transactions.map((transfers) => <Transaction key={transfers[0]?.transactionId} transfers={transfers} clock={clock} names={names} />)}
          {file.transactions.length === 0 && <p className="empty">Nothing was posted for this bill.</p>}
        </Section>
      </div>
      <div className="grid gap-5 content-start min-w-0">
        <Section title="Facts">
          <Facts>
            <Fact label="State"><Status state={bill.status} /></Fact>
            <Fact label="Made by">{causeWords(bill.cause)}</Fact>
            {bill.billingOn && <Fact label="Billing date">{dayWords(bill.billingOn)}</Fact>}
            <Fact label="Made"><When at={bill.createdAt} clock={clock} /></Fact>
            <Fact label="Fan">{file.person ? <a href={`/admin/people/${file.person.id}`} className="text-link">{file.person.displayName ?? 'Without a name'}</a> : 'A guest, not confirmed yet'}</Fact>
            <Fact label="Processor fee">{bill.processorFeeMinor === null ? 'Not known yet' : formatMoney(bill.processorFeeMinor, bill.currency)}</Fact>
            {bill.paidAt && <Fact label="Paid"><When at={bill.paidAt} clock={clock} /></Fact>}
            {bill.status === 'failing' && <Fact label="Next try">{bill.nextAttemptAt ? <When at={bill.nextAttemptAt} clock={clock} /> : 'None by itself: it waits for its fan'}</Fact>}
            {bill.status === 'failing' && bill.writeOffAt && <Fact label="Given up"><When at={bill.writeOffAt} clock={clock} /></Fact>}
            {bill.writtenOffAt && <Fact label="Written off"><When at={bill.writtenOffAt} clock={clock} /></Fact>}
            <Fact label="Bill"><code>{bill.id}</code></Fact>
          </Facts>
        </Section>
        {retry}
        <div id="refund">{refund}</div>
      </div>
    </div>
  );
}

function Lines({ file: { bill, lines } }: { file: BillFile }) {
  const money = (minor: number) => formatMoney(minor, bill.currency);
  return (
    <Records
      caption="Lines"
      columns={[{ label: 'For' }, { label: 'State' }, { label: 'Fee', end: true }, { label: 'Platform', end: true }, { label: 'Amount', end: true }, { label: 'Refund', end: true }]}
      empty="This bill has no lines."
      rows={lines.map(({ line, creator, refundedMinor }) => ({
        key: line.id,
        cells: [
          <span key="to" className="font-normal">
            <a href={`/admin/creators/${creator.id}`} className="text-link">{creator.name}</a>
            <span className="hint block">{wordLine(line)}</span>
          </span>,
          <span key="state" className="whitespace-nowrap"><Status state={line.status} /></span>,
          line.feeShareMinor === null ? '–' : money(line.feeShareMinor),
          line.status === 'collected' ? money(line.platformFeeMinor) : '–',
          <span key="amount" className="sum">{money(line.amountMinor)}</span>,
          <LineRefund key="refund" billId={bill.id} line={line} refundedMinor={refundedMinor} />,
        ],
      }))}
    />
  );
}

/** What of a line went back, and the way to send back the rest. */
function LineRefund({ billId, line, refundedMinor }: { billId: string; line: BillFile['lines'][number]['line']; refundedMinor: number }) {
  if (line.status !== 'collected') return '–';
  return (
    <span className="whitespace-nowrap">
      {refundedMinor > 0 && <span className="block">−{formatMoney(refundedMinor, line.currency)}</span>}
      {refundedMinor < line.amountMinor && <a href={`/admin/billing/${billId}?line=${line.id}#refund`} className="text-link">Refund…</a>}
    </span>
  );
}

/** Every refund of the bill, asked for here or made in Stripe's dashboard. */
function Refunds({ file: { refunds }, clock }: { file: BillFile; clock: Clocked }) {
  return (
    <Records
      caption="Refunds"
      columns={[{ label: 'Asked' }, { label: 'Why' }, { label: 'State' }, { label: 'Amount', end: true }]}
      empty="Nothing was sent back."
      rows={refunds.map((row) => ({
        key: row.id,
        cells: [
          <When key="at" at={row.createdAt} clock={clock} />,
          sentenceWords(row.reason),
          <span key="state"><Status state={row.status} label={row.status === 'succeeded' ? 'Sent' : undefined} />{row.failureCode && <span className="hint block">{row.failureCode}</span>}</span>,
          <span key="amount" className="sum">{formatMoney(row.amountMinor, row.currency)}</span>,
        ],
      }))}
    />
  );
}

function Attempts({ file: { bill, attempts }, clock }: { file: BillFile; clock: Clocked }) {
  const why = (code: string | null) => reasonWords({ code, kind: bill.failureKind }).what;
  return (
    <Records
      caption="Attempts"
      columns={[{ label: 'Try' }, { label: 'When' }, { label: 'Way' }, { label: 'State' }, { label: 'Why' }]}
      empty={bill.failureKind === 'no_card' ? 'Nothing was sent to the processor: there is no card to charge.' : 'Not tried yet.'}
      rows={attempts.map((row) => ({
        key: row.id,
        cells: [
          <a key="try" href={`/admin/payments/${row.id}`} className="text-link font-normal">{row.attempt}</a>,
          <When key="when" at={row.createdAt} clock={clock} />,
          row.way === 'off_session' ? 'Saved card' : 'Hosted page',
          <span key="state" className="whitespace-nowrap"><Status state={row.status} /></span>,
          <span key="why" className="hint">{row.status === 'failed' ? <>{why(row.failureCode)} {row.failureCode && <code>{row.failureCode}</code>}</> : '–'}</span>,
        ],
      }))}
    />
  );
}

/** Charges an open bill now. */
export function RetryForm({ billId, retry }: { billId: string; retry: FormAction }) {
  return (
    <Section title="Try now" hint="The saved card is charged now instead of on its day. While a charge is under way this does nothing twice; the fan gets no second mail.">
      <ActionForm action={retry} label="Try now">
        <input type="hidden" name="id" value={billId} />
        <SubmitButton plain>Charge it now</SubmitButton>
      </ActionForm>
    </Section>
  );
}
