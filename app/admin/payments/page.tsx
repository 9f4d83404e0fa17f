import { Filters, FilterSelect, FilterText, listHref } from '@/components/admin/filters';
import { PaymentList } from '@/components/admin/payment-list';
import { stateWords } from '@/components/admin/words';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { creatorOfHandle, listPayments, paymentStatuses } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { isId } from '@/lib/ids';
import { isCurrency } from '@/lib/money';
import { offeredCurrencies } from '@/lib/pricing';
import { loadAdmin, oneOf, PAGE_ROWS, readDay, readQuery, type Asked } from '../load';

export const metadata = { title: 'Payments' };

export default async function PaymentsRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const typed = await readQuery(searchParams, 'status', 'currency', 'creator', 'person', 'day', 'at');
  const { at, ...filters } = typed;
  const creatorId = typed.creator === '' ? null : await creatorOfHandle(getDb(), typed.creator);
  const day = readDay(typed.day);
  const isPerson: boolean = isId(typed.person);
  const filter = {
    status: oneOf(paymentStatuses, typed.status),
    currency: isCurrency(typed.currency) ? typed.currency : undefined,
    creatorId: creatorId ?? undefined,
    personId: isPerson ? typed.person : undefined,
    day: day ? new Date(`${day}T00:00:00Z`) : undefined,
  };
  // A creator whom nobody knows has no payments; without this, everybody's would be shown.
  const isNobody = typed.creator !== '' && creatorId === null;
  const page = { cursor: readCursor(at), limit: PAGE_ROWS };
  const { rows, newer, older } = isNobody ? { rows: [], newer: null, older: null } : await listPayments(getDb(), filter, page);
  return (
    <>
      <RoomHead title="Payments" />
      <Section title="Newest first">
        <Filters action="/admin/payments">
          <FilterSelect name="status" label="State" value={typed.status} choices={paymentStatuses.map((status) => ({ value: status, label: stateWords(status).label }))} />
          <FilterSelect name="currency" label="Currency" value={typed.currency} choices={offeredCurrencies.map((code) => ({ value: code, label: code }))} />
          <FilterText name="creator" label="Creator’s handle" value={typed.creator} />
          <FilterText name="day" label="Day (UTC)" type="date" value={typed.day} />
          {isPerson && <input type="hidden" name="person" value={typed.person} />}
        </Filters>
        <PaymentList payments={rows} clock={clocks.business} empty="No payment is like this." />
        <Pager newerHref={listHref('/admin/payments', filters, newer)} olderHref={listHref('/admin/payments', filters, older)} />
      </Section>
    </>
  );
}
