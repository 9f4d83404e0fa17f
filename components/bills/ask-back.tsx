import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { SelectField, TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { WISH_WORDS_MOST } from '@/lib/billing/input';

export type AskBackLine = {
  id: string;
  creator: string;
  what: string;
  /** What of it can still come back, and what came back; null while nothing did. */
  sum: string;
  back: string | null;
  /** What was asked before, and what its creator said; null: nobody asked yet. */
  wish: { status: 'open' | 'granted' | 'declined'; answer: string | null } | null;
  /** Whether something of it can still come back. */
  mayAsk: boolean;
};

/** Where a fan asks the creator of a line to give it back, and reads what became of it. */
export function AskBack({ lines, action }: { lines: AskBackLine[]; action: FormAction }) {
  const asked = lines.flatMap((line) => (line.wish ? [{ line, wish: line.wish }] : []));
  const open = lines.filter(({ wish, mayAsk }) => wish === null && mayAsk);
  if (asked.length === 0 && open.length === 0) return null;
  return (
    <Section title="Ask for a line back" hint="You ask the creator, who gives it back or says why not. It comes back to the way you paid, and what it opened closes.">
      {asked.length > 0 && <ul className="grid gap-4 list-none p-0">{asked.map(({ line, wish }) => <li key={line.id}><Asked line={line} wish={wish} /></li>)}</ul>}
      {open.length > 0 && (
        <ActionForm action={action} label="Ask for a line back">
          <SelectField
            name="lineId"
            label="Which line"
            options={[{ value: '', label: 'Choose a line' }, ...open.map(({ id, creator, what, sum }) => ({ value: id, label: `${creator}: ${what}, ${sum}` }))]}
          />
          <TextAreaField name="words" label="What happened" hint="The creator reads it. It may stay empty." rows={3} maxLength={WISH_WORDS_MOST} />
          <SubmitButton plain>Ask for it back</SubmitButton>
        </ActionForm>
      )}
    </Section>
  );
}

const SAID = { open: 'asked, no answer yet', granted: 'on its way back to you', back: 'given back to you', declined: 'declined' } as const;

function Asked({ line, wish }: { line: AskBackLine; wish: NonNullable<AskBackLine['wish']> }) {
  return (
    <>
      <p>
        <bdi>{line.creator}</bdi>, {line.back ?? line.sum}: <strong>{SAID[line.back ? 'back' : wish.status]}</strong>
      </p>
      {wish.status === 'declined' && !line.back && wish.answer && (
        <>
          <blockquote className="tab-words" dir="auto">{wish.answer}</blockquote>
          <p className="hint">If you think that this is wrong, <a href="/imprint" className="text-link">write to us</a>.</p>
        </>
      )}
    </>
  );
}
