import { ActList } from '@/components/admin/acts';
import { Filters, FilterSelect, FilterText, listHref } from '@/components/admin/filters';
import { actNames, actWords } from '@/components/admin/words';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { namesOf } from '@/lib/admin';
import { listActors, listActs } from '@/lib/audit';
import { readCursor } from '@/lib/lists';
import { loadAdmin, PAGE_ROWS, readQuery, type Asked } from '../load';
import { auditFields, readAuditFilter } from './read-filter';

export const metadata = { title: 'Audit' };

const OF = [{ value: 'deeds', label: 'Decisions' }, { value: 'looks', label: 'Looks' }];

export default async function AuditRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const { at, ...typed } = await readQuery(searchParams, ...auditFields, 'at');
  const filter = readAuditFilter(typed);
  const cursor = readCursor(at);
  const [acts, actors] = await Promise.all([
    listActs(getDb(), { ...filter, readBy: viewer.personId }, { after: cursor && { happenedAt: new Date(cursor.at), id: cursor.id }, limit: PAGE_ROWS }),
    listActors(getDb()),
  ]);
  const last = acts.length === PAGE_ROWS ? acts.at(-1) : undefined;
  const older = last ? `o${last.happenedAt.getTime()}.${last.id}` : null;
  const names = await namesOf(getDb(), filter.actorId ? [filter.actorId] : []);
  const title = filter.actorId ? `Acts of ${names.get(filter.actorId) ?? filter.actorId.slice(0, 8)}` : typed.subject ? `Acts on this ${typed.kind}` : 'Newest first';
  return (
    <>
      <RoomHead title="Audit" sentence="What admins did, and whose things they looked at. It only grows; nobody can change or remove a line.">
        <form method="post" action="/admin/audit/csv">
          {auditFields.map((name) => typed[name] && <input key={name} type="hidden" name={name} value={typed[name]} />)}
          <button type="submit" className="button button-plain">Download as CSV</button>
        </form>
      </RoomHead>
      <Section title={title}>
        <Filters action="/admin/audit">
          <FilterSelect name="of" label="What" value={typed.of} choices={OF} />
          <FilterSelect name="action" label="Act" value={typed.action} choices={actNames.map((name) => ({ value: name, label: actWords(name) }))} />
          <FilterSelect name="actor" label="Who" value={typed.actor} choices={actors.map(({ id, name }) => ({ value: id, label: name ?? id.slice(0, 8) }))} />
          <FilterText name="from" label="From" type="date" value={typed.from} />
          <FilterText name="to" label="To" type="date" value={typed.to} />
          {typed.subject && <input type="hidden" name="kind" value={typed.kind} />}
          {typed.subject && <input type="hidden" name="subject" value={typed.subject} />}
        </Filters>
        <ActList acts={acts} clock={clocks.real} empty="Nothing is on record." />
        <Pager newerHref={cursor && (listHref('/admin/audit', typed, '') ?? null)} olderHref={listHref('/admin/audit', typed, older)} />
      </Section>
    </>
  );
}
