import { Records } from '@/components/ui/records';
import type { BillLine, ComingEvening, OpenBills } from '@/lib/admin';
import { reasonWords } from '@/lib/billing/input';
import { formatMoney } from '@/lib/money/input';
import { Status } from './status';
import { dayWords, When, type Clocked } from './when';

const CAUSES: Record<BillLine['cause'], string> = { billing_day: 'Billing day', limit: 'Limit reached', pay_now: 'Paid at once' };

/** Why a bill was made, in two words. */
export function causeWords(cause: BillLine['cause']): string {
  return CAUSES[cause];
}

/** Bills as rows: when, why, how they stand and what stopped them. */
export function BillList({ bills, clock, empty }: { bills: BillLine[]; clock: Clocked; empty: string }) {
  return (
    <Records
      caption="Bills"
      columns={[{ label: 'Bill' }, { label: 'Made by' }, { label: 'State' }, { label: 'Reason' }, { label: 'Tries', end: true }, { label: 'Lines', end: true }, { label: 'Amount', end: true }]}
      empty={empty}
      rows={bills.map((row) => ({
        key: row.id,
        cells: [
          <a key="at" href={`/admin/billing/${row.id}`} className="text-link font-normal"><When at={row.createdAt} clock={clock} /></a>,
          causeWords(row.cause),
          <Status key="state" state={row.status} />,
          <span key="reason" className="hint">{row.failureKind && row.status !== 'paid' ? reasonWords({ code: row.failureCode, kind: row.failureKind }).what : '–'}</span>,
          String(row.attempts),
          String(row.lineCount),
          <span key="amount" className="sum">{formatMoney(row.amountMinor, row.currency)}</span>,
        ],
      }))}
    />
  );
}

/** What is open, by state and currency. */
export function OpenBillCounts({ open }: { open: OpenBills[] }) {
  return (
    <Records
      caption="Open bills"
      columns={[{ label: 'State' }, { label: 'Bills', end: true }, { label: 'Amount', end: true }]}
      empty="Nothing is open: every bill is paid, void or written off."
      rows={open.map(({ status, currency, bills, minor }) => ({
        key: `${status} ${currency}`,
        cells: [
          <a key="state" href={`/admin/billing?status=${status}`}><Status state={status} /></a>,
          String(bills),
          <span key="amount" className="sum">{formatMoney(minor, currency)}</span>,
        ],
      }))}
    />
  );
}

/** The evenings to come, with how many tabs each bills. */
export function ComingEvenings({ evenings, clock }: { evenings: ComingEvening[]; clock: Clocked }) {
  return (
    <Records
      caption="Evenings to come"
      columns={[{ label: 'Day' }, { label: 'First at' }, { label: 'Tabs', end: true }]}
      empty="Nobody has a tab yet."
      rows={evenings.map(({ day, firstAt, tabs }) => ({ key: day, cells: [dayWords(day), <When key="first" at={firstAt} clock={clock} />, String(tabs)] }))}
    />
  );
}
