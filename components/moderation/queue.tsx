import { Status } from '@/components/admin/status';
import { ageWords } from '@/components/admin/when';
import { Records } from '@/components/ui/records';
import { reportKindWords, type ReportKind } from '@/lib/moderation/input';
import { isLate } from './late';

type Page = { creatorId: string; name: string; handle: string; status: string; reports: number; kinds: ReportKind[]; oldestAt: Date };

/** Pages with open reports: who has waited longest stands first. */
export function ReportQueue({ pages, now, empty }: { pages: Page[]; now: Date; empty: string }) {
  return (
    <Records
      caption="Reported pages"
      columns={[{ label: 'Page' }, { label: 'Because of' }, { label: 'State' }, { label: 'Waits since' }, { label: 'Reports', end: true }]}
      empty={empty}
      rows={pages.map((page) => ({
        key: page.creatorId,
        cells: [
          <a key="page" href={`/admin/reports/${page.creatorId}`} className="text-link" data-queue="">
            {page.name} <span className="hint">/{page.handle}</span>
          </a>,
          page.kinds.map((kind) => reportKindWords[kind].label).join(', '),
          <Status key="state" state={page.status} />,
          <Waits key="since" since={page.oldestAt} now={now} />,
          page.reports,
        ],
      }))}
    />
  );
}

type Appeal = { id: string; creatorId: string; name: string; handle: string; createdAt: Date; isForAnother: boolean };

/** Appeals that wait, with those that are another admin's to decide. */
export function AppealQueue({ appeals, now }: { appeals: Appeal[]; now: Date }) {
  return (
    <Records
      caption="Appeals"
      columns={[{ label: 'Page' }, { label: 'Who decides' }, { label: 'Waits since', end: true }]}
      empty="No appeal waits."
      rows={appeals.map((appeal) => ({
        key: appeal.id,
        cells: [
          <a key="page" href={`/admin/reports/${appeal.creatorId}`} className="text-link" data-queue="">
            {appeal.name} <span className="hint">/{appeal.handle}</span>
          </a>,
          appeal.isForAnother ? 'Another admin: you suspended it' : 'You may',
          <Waits key="since" since={appeal.createdAt} now={now} />,
        ],
      }))}
    />
  );
}

function Waits({ since, now }: { since: Date; now: Date }) {
  if (!isLate(since, now)) return <time dateTime={since.toISOString()}>{ageWords(since, now)}</time>;
  return (
    <span className="status status-bad">
      <time dateTime={since.toISOString()}>{ageWords(since, now)}, late</time>
    </span>
  );
}
