import { When, type Clocked } from '@/components/admin/when';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import type { PayoutCase } from '@/lib/review';

/** What admins wrote for each other about a payout. */
export function CaseNotes({ file, clock, noting }: { file: PayoutCase; clock: Clocked; noting: FormAction }) {
  return (
    <Section title="Notes" hint="For admins only. A note cannot be changed or removed.">
      {file.notes.map((note) => (
        <div key={note.id}>
          <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">{note.body}</p>
          <p className="hint">{note.author ?? 'An admin'} · <When at={note.createdAt} clock={clock} /></p>
        </div>
      ))}
      <div data-key="n">
        <ActionForm action={noting} label="Write a note">
          <input type="hidden" name="id" value={file.payout.id} />
          <TextAreaField name="body" label="Note" rows={2} maxLength={2_000} required />
          <SubmitButton plain>Keep the note</SubmitButton>
        </ActionForm>
      </div>
    </Section>
  );
}
