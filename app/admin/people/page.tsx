import { Filters, FilterSelect, FilterText, listHref } from '@/components/admin/filters';
import { PeopleList } from '@/components/admin/people';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listPeople, noteSearch, searchPeople } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { loadAdmin, oneOf, PAGE_ROWS, readQuery, type Asked } from '../load';

export const metadata = { title: 'People' };

const ONLY = [
  { value: 'suspended', label: 'Suspended' },
  { value: 'admins', label: 'Admins' },
] as const;

export default async function PeopleRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const { q, only, at } = await readQuery(searchParams, 'q', 'only', 'at');
  if (q !== '') await noteSearch(viewer.personId, q.includes('@') ? 'address' : 'name');
  const { rows, newer, older } = q === ''
    ? await listPeople(getDb(), { only: oneOf(ONLY.map(({ value }) => value), only) }, { cursor: readCursor(at), limit: PAGE_ROWS })
    : { rows: await searchPeople(getDb(), q, PAGE_ROWS), newer: null, older: null };
  return (
    <>
      <RoomHead title="People" sentence="Everybody with a proven address. Opening somebody is written down." />
      <Section title={q === '' ? 'Newest first' : `Beginning with “${q}”`}>
        <Filters action="/admin/people">
          <FilterText name="q" label="Name or address begins with" value={q} />
          <FilterSelect name="only" label="Only" value={only} choices={ONLY} />
        </Filters>
        <PeopleList people={rows} clock={clocks.real} empty="Nobody is like this." />
        <Pager newerHref={listHref('/admin/people', { only }, newer)} olderHref={listHref('/admin/people', { only }, older)} />
      </Section>
    </>
  );
}
