import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { sectionId } from './settings-nav';
import { Status } from './status';

export type LegalRow = { document: string; title: string; version: number; body: string; since: string | null };

/** The legal texts: what holds now, and the form that publishes the next version. */
export function LegalForms({ texts, publish }: { texts: LegalRow[]; publish: FormAction }) {
  return (
    <Section title="Legal texts" id={sectionId('Legal texts')} hint="Publishing a new version of the terms asks everybody to agree again when they next sign in. Old versions stay readable.">
      <div className="grid gap-4">
        {texts.map((text) => (
          <div key={text.document} className="grid gap-2 border-t border-line pt-4">
            <p className="flex flex-wrap items-baseline justify-between gap-3">
              <a href={`/${text.document}`} className="text-link font-semibold">{text.title}</a>
              {text.version === 0
                ? <Status state="failed" label="The shipped draft: have a lawyer read it" />
                : <Status state="done" label={`Version ${text.version}, since ${text.since}`} />}
            </p>
            <Confirm label="Edit and publish…" name="legal" sentence="This becomes what the page shows and what people agree to, at once.">
              <ActionForm action={publish} label={`Publish ${text.title}`}>
                <input type="hidden" name="document" value={text.document} />
                <TextAreaField name="body" label="Text, in Markdown" rows={18} defaultValue={text.body} className="font-mono text-sm" required />
                <SubmitButton>Publish version {text.version + 1}</SubmitButton>
              </ActionForm>
            </Confirm>
          </div>
        ))}
      </div>
    </Section>
  );
}
