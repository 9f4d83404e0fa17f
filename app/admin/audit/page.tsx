import { ActList } from '@/components/admin/acts';
import { Filters, FilterSelect, listHref } from '@/components/admin/filters';
import { actNames, actWords } from '@/components/admin/words';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { namesOf } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { listActs } from '@/lib/audit';
import { isId } from '@/lib/ids';
import { loadAdmin, oneOf, PAGE_ROWS, readQuery, type Asked } from '../load';

export const metadata = { title: 'Audit' };

export default async function AuditRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const { at, ...typed } = await readQuery(searchParams, 'actor', 'action', 'kind', 'subject', 'at');
  const isActor: boolean = isId(typed.actor);
  const cursor = readCursor(at);
  const acts = await listActs(
    getDb(),
    {
      actorId: isActor ? typed.actor : undefined,
      action: oneOf(actNames, typed.action),
      subject: typed.kind && typed.subject ? { kind: typed.kind, id: typed.subject } : undefined,
    },
    { after: cursor && { happenedAt: new Date(cursor.at), id: cursor.id }, limit: PAGE_ROWS },
  );
  const last = acts.length === PAGE_ROWS ? acts.at(-1) : undefined;
  const older = last ? `o${last.happenedAt.getTime()}.${last.id}` : null;
  const names = await namesOf(getDb(), isActor ? [typed.actor] : []);
  return (
    <>
      <RoomHead title="Audit" sentence="What admins did, and whose things they looked at. It only grows; nobody can change or remove a line." />
      <Section title={isActor ? `Acts of ${names.get(typed.actor) ?? typed.actor.slice(0, 8)}` : typed.subject ? `Acts on this ${typed.kind}` : 'Newest first'}>
        <Filters action="/admin/audit">
          <FilterSelect name="action" label="Act" value={typed.action} choices={actNames.map((name) => ({ value: name, label: actWords(name) }))} />
          {isActor && <input type="hidden" name="actor" value={typed.actor} />}
          {typed.subject && <input type="hidden" name="kind" value={typed.kind} />}
          {typed.subject && <input type="hidden" name="subject" value={typed.subject} />}
        </Filters>
        <ActList acts={acts} clock={clocks.real} empty="Nothing is on record." />
        <Pager newerHref={cursor && (listHref('/admin/audit', typed, '') ?? null)} olderHref={listHref('/admin/audit', typed, older)} />
      </Section>
    </>
  );
}
