import { Filters, FilterSelect } from '@/components/admin/filters';
import { EventList } from '@/components/admin/health';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listEvents } from '@/lib/admin';
import { replay } from '../jobs/actions';
import { loadAdmin, readQuery, type Asked } from '../load';

export const metadata = { title: 'Events' };

export default async function EventsRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const { state } = await readQuery(searchParams, 'state');
  const isParked = state === 'parked';
  const events = await listEvents(getDb(), isParked ? 'parked' : 'waiting');
  return (
    <>
      <RoomHead title="Events of Stripe" sentence="The inbox: what Stripe told us and we have not followed yet. After ten tries an event is put aside for a person." />
      <Section title={isParked ? 'Put aside' : 'Waiting'}>
        <Filters action="/admin/events">
          <FilterSelect name="state" label="State" value={state} choices={[{ value: 'waiting', label: 'Waiting' }, { value: 'parked', label: 'Put aside' }]} />
        </Filters>
        <EventList events={events} now={clocks.real.now} replay={isParked ? replay : null} />
      </Section>
    </>
  );
}
