import type { Metadata } from 'next';
import { Records } from '@/components/ui/records';
import { RoomHead } from '@/components/ui/room-shell';
import { listStatements } from '@/lib/earnings';
import { formatMoney } from '@/lib/money';
import { loadBooks } from '../load';
import { monthInWords } from './month-in-words';

export const metadata: Metadata = { title: 'Statements' };

/** A creator's months, newest first, each from gross to net. */
export default async function StatementsRoute() {
  const { db, viewer, books } = await loadBooks();
  const months = await listStatements(db, books);
  const money = (minor: number) => formatMoney(minor, books.currency);
  return (
    <>
      <RoomHead title="Statements" sentence="Each month from gross to net, as the ledger has it, in UTC. For your own books and for those who ask." />
      <Records
        caption="Months, newest first"
        columns={[{ label: 'Month' }, { label: 'Gross', end: true }, { label: 'Fees', end: true }, { label: 'Net', end: true }]}
        rows={months.map(({ month, sums }) => ({
          key: month,
          cells: [
            <a key="month" href={`/dashboard/statements/${month}`} className="text-link">
              {monthInWords(month, viewer.locale)}
            </a>,
            money(sums.grossMinor),
            money(0 - sums.processorFeeMinor - sums.platformFeeMinor),
            money(sums.netMinor),
          ],
        }))}
        empty={<p>No month yet. The first one begins with the first gift.</p>}
      />
    </>
  );
}
