import { Fragment, type ReactNode } from 'react';
import { Records } from '@/components/ui/records';
import type { RecordedAct } from '@/lib/audit';
import { isId } from '@/lib/ids';
import { When, type Clocked } from './when';
import { actWords } from './words';

const SUBJECTS: Record<string, (id: string) => string> = {
  person: (id) => `/admin/people/${id}`,
  payment: (id) => `/admin/payments/${id}`,
  creator: (id) => `/admin/creators/${id}`,
  payout: (id) => `/admin/payouts/${id}`,
  bill: (id) => `/admin/billing/${id}`,
  dispute: (id) => `/admin/disputes/${id}`,
  card_measure: () => '/admin/defence',
  difference: () => '/admin/reconciliation',
  job: (id) => `/admin/jobs/${id}`,
  setting: () => '/admin/settings',
  legal_text: () => '/admin/settings',
  fee: () => '/admin/fees',
};

/** What people did, newest first. */
export function ActList({ acts, clock, empty }: { acts: RecordedAct[]; clock: Clocked; empty: string }) {
  return (
    <Records
      caption="Acts"
      columns={[{ label: 'Who' }, { label: 'Did what' }, { label: 'Reason' }, { label: 'When', end: true }]}
      empty={empty}
      rows={acts.map((act) => ({
        key: act.id,
        cells: [
          act.actorId ? <a key="who" href={`/admin/audit?actor=${act.actorId}`} className="font-normal hover:underline">{act.actorName ?? act.actorId.slice(0, 8)}</a> : 'Command line',
          <What key="what" act={act} />,
          act.reason && <span key="reason" dir="auto">{act.reason}</span>,
          <When key="when" at={act.happenedAt} clock={clock} />,
        ],
      }))}
    />
  );
}

function What({ act }: { act: RecordedAct }) {
  const href = SUBJECTS[act.subjectKind]?.(act.subjectId);
  const details = detailOf(act.detail);
  return (
    <span>
      {href ? <a href={href} className="text-link">{actWords(act.action)}</a> : actWords(act.action)}
      {act.subjectKind === 'setting' || act.subjectKind === 'job' || act.subjectKind === 'legal_text' ? ` ${act.subjectId.replaceAll('_', ' ')}` : null}
      {details.length > 0 && <span className="hint block">{details.map((detail, at) => <Fragment key={at}>{at > 0 && ' · '}{detail}</Fragment>)}</span>}
    </span>
  );
}

/** Plain values only: long ones are for the database's own tools. An id is a link, or says nothing to a reader. */
function detailOf(detail: Record<string, unknown>): ReactNode[] {
  return Object.entries(detail).flatMap<ReactNode>(([name, value]) => {
    if (!['string', 'number', 'boolean'].includes(typeof value)) return [];
    const words = String(value);
    if (words === '') return [];
    const isOurId: boolean = isId(words);
    if (!isOurId) return [`${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${words.slice(0, 60).replaceAll('_', ' ')}`];
    const href = SUBJECTS[name]?.(words);
    return href ? [<a key={name} href={href} className="text-link">its {name}</a>] : [];
  });
}
