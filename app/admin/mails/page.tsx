import { Filters, FilterSelect } from '@/components/admin/filters';
import { MailList } from '@/components/admin/health';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listOutbox } from '@/lib/admin';
import { loadAdmin, readQuery, type Asked } from '../load';

export const metadata = { title: 'Mails' };

export default async function MailsRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const { state } = await readQuery(searchParams, 'state');
  const mails = await listOutbox(getDb(), state === 'failed' ? 'failed' : 'waiting');
  return (
    <>
      <RoomHead title="Mails" sentence="What is waiting to be sent, and what was given up after twelve tries. What a mail says is not shown here." />
      <Section title={state === 'failed' ? 'Given up' : 'Waiting'}>
        <Filters action="/admin/mails">
          <FilterSelect name="state" label="State" value={state} choices={[{ value: 'waiting', label: 'Waiting' }, { value: 'failed', label: 'Given up' }]} />
        </Filters>
        <MailList mails={mails} clock={clocks.real} />
      </Section>
    </>
  );
}
