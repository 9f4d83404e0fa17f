import { Filters, FilterSelect, listHref } from '@/components/admin/filters';
import { AppealQueue, ReportQueue } from '@/components/moderation/queue';
import { QueueKeys } from '@/components/moderation/queue-keys';
import { Notice } from '@/components/ui/notice';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { readCursor } from '@/lib/lists';
import { listOpenAppeals, listReportedPages, QUEUE_MOST, reportKinds } from '@/lib/moderation';
import { reportKindWords } from '@/lib/moderation/input';
import { loadAdmin, oneOf, readQuery, type Asked } from '../load';

export const metadata = { title: 'Reports' };

const DONE: Record<string, string> = {
  dismissed: 'Dismissed. The page stays as it is, and whoever reported it with an address gets a mail.',
  upheld: 'Upheld. The page is suspended, and its owner and whoever reported it get a mail.',
  granted: 'Granted. The suspension is lifted, and the owner gets a mail.',
  refused: 'Refused. All stays as it is, and the owner gets a mail.',
};
const KINDS = reportKinds.map((value) => ({ value, label: reportKindWords[value].label }));

export default async function ReportsRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const { kind: typed, at, did: done } = await readQuery(searchParams, 'kind', 'at', 'did');
  const did = oneOf(Object.keys(DONE), done);
  const kind = oneOf(reportKinds, typed);
  const after = readCursor(at);
  const [pages, appeals] = await Promise.all([listReportedPages(getDb(), { kind, after }), listOpenAppeals(getDb())]);
  const last = pages.length === QUEUE_MOST ? pages.at(-1) : undefined;
  const { now } = clocks.business;
  return (
    <>
      <RoomHead title="Reports" sentence="Whoever has waited longest stands first; after two days they are late." />
      {did && <Notice tone="good" icon="check">{DONE[did]}</Notice>}
      <Section title="Reported pages">
        <Filters action="/admin/reports">
          <FilterSelect name="kind" label="Because of" value={kind ?? ''} choices={KINDS} />
        </Filters>
        <ReportQueue pages={pages} now={now} empty={kind ? 'No open report is of this kind.' : 'No report waits. All pages are as they should be, as far as anybody said.'} />
        {(after || last) && (
          <nav aria-label="Pages" className="pager">
            {after ? <a href={listHref('/admin/reports', { kind }, '') ?? ''} className="button button-plain">From the beginning</a> : <span />}
            {last && <a href={listHref('/admin/reports', { kind }, `o${last.oldestAt.getTime()}.${last.creatorId}`) ?? ''} rel="next" className="button button-plain">The next ones</a>}
          </nav>
        )}
      </Section>
      <Section title="Appeals">
        <AppealQueue appeals={appeals.map(({ suspendedBy, ...appeal }) => ({ ...appeal, isForAnother: suspendedBy === viewer.personId }))} now={now} />
      </Section>
      <p className="hint keys">Keys: <kbd>j</kbd> and <kbd>k</kbd> go through the list, <kbd>Enter</kbd> opens.</p>
      <QueueKeys />
    </>
  );
}
