import type { ReactNode } from 'react';
import { Status } from '@/components/admin/status';
import { Age, When, type Clocked } from '@/components/admin/when';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Fact, Facts } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { CaseFile } from '@/lib/moderation';
import { NOTE_MOST, reportKindWords } from '@/lib/moderation/input';

type Props = { file: CaseFile; clock: Clocked; noting: FormAction; deciding: ReactNode; children: ReactNode };

/**
 * All that was said about one page, and what can be done about it.
 *
 * @param deciding stands after the reports that it is about; `children` beside them
 */
export function CasePage({ file, clock, noting, deciding, children }: Props) {
  const { page, open, decided, suspension, appeal } = file;
  return (
    <div className="dossier">
      <div className="grid gap-5 content-start min-w-0">
        {appeal && (
          <Section title="The owner’s appeal" hint={`Against the suspension because of: ${suspension?.reason ?? ''}`}>
            <Words text={appeal.body ?? 'Erased with the owner’s account.'} />
            <p className="hint"><Status state={appeal.status} /> · <When at={appeal.createdAt} clock={clock} /></p>
            {appeal.decision && <Words text={appeal.decision} />}
          </Section>
        )}
        <Section title={open.length === 0 ? 'Reports' : open.length === 1 ? 'One open report' : `${open.length} open reports`}>
          {open.length === 0 ? <p className="text-second">Nothing about this page waits.</p> : <ReportList reports={open} clock={clock} />}
        </Section>
        {deciding}
        <Section title="Notes" hint="For admins only. A note cannot be changed or removed.">
          {file.notes.map((note) => (
            <div key={note.id}>
              <Words text={note.body} />
              <p className="hint">{note.author ?? 'An admin'} · <When at={note.createdAt} clock={clock} /></p>
            </div>
          ))}
          <ActionForm action={noting} label="Write a note">
            <input type="hidden" name="id" value={page.id} />
            <TextAreaField name="body" label="Note" rows={2} maxLength={NOTE_MOST} required />
            <SubmitButton plain>Keep the note</SubmitButton>
          </ActionForm>
        </Section>
        {decided.length > 0 && <Section title="Decided before"><ReportList reports={decided} clock={clock} /></Section>}
      </div>
      <div className="grid gap-5 content-start min-w-0">
        <PageFacts file={file} clock={clock} />
        {children}
      </div>
    </div>
  );
}

function PageFacts({ file: { page, suspension }, clock }: { file: CaseFile; clock: Clocked }) {
  return (
    <Section title="The page">
      <Facts>
        <Fact label="State"><Status state={page.status} /></Fact>
        <Fact label="Address">{page.status === 'active' ? <a href={`/${page.handle}`} className="text-link">/{page.handle}</a> : `/${page.handle}`}</Fact>
        <Fact label="Opened"><When at={page.createdAt} clock={clock} /></Fact>
        {page.suspendedReason && <Fact label="Suspended because"><span dir="auto">{page.suspendedReason}</span></Fact>}
        {suspension?.status === 'standing' && <Fact label="Appeal until"><When at={suspension.appealUntil} clock={clock} /></Fact>}
        <Fact label="Money and owner"><a href={`/admin/creators/${page.id}`} className="text-link">The creator’s file</a></Fact>
      </Facts>
      <Words text={[page.tagline, page.bio].filter(Boolean).join('\n')} />
    </Section>
  );
}

function ReportList({ reports, clock }: { reports: CaseFile['open']; clock: Clocked }) {
  return (
    <ul className="reports">
      {reports.map((report) => (
        <li key={report.id}>
          <p>
            <strong>{reportKindWords[report.kind].label}</strong> <span className="hint"><Age at={report.createdAt} now={clock.now} /> · {report.reporter ?? 'without an address'}</span>
          </p>
          <Words text={report.body} />
          {report.status !== 'open' && (
            <p className="hint"><Status state={report.status} /> · {report.decision}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Strangers' words, in their own lines and direction; never more than text. */
function Words({ text }: { text: string }) {
  return <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">{text}</p>;
}
