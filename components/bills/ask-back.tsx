import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { WISH_WORDS_MOST } from '@/lib/billing/input';

export type AskBackLine = {
  id: string;
  creator: string;
  what: string;
  sum: string;
  /** What was asked before, and what its creator said; null: nobody asked yet. */
  wish: { status: 'open' | 'granted' | 'declined'; answer: string | null } | null;
  /** Whether something of it can still come back. */
  mayAsk: boolean;
};

/** Where a fan asks the creator of a line to give it back, and reads what became of it. */
export function AskBack({ lines, action }: { lines: AskBackLine[]; action: FormAction }) {
  const shown = lines.filter(({ wish, mayAsk }) => wish !== null || mayAsk);
  if (shown.length === 0) return null;
  return (
    <Section title="Something back?" hint="You ask the creator, who gives it back or says why not. It comes back to the way you paid, and what it opened closes.">
      <ul className="grid gap-4 list-none p-0">
        {shown.map((line) => <li key={line.id}>{line.wish ? <Asked line={line} wish={line.wish} /> : <Ask line={line} action={action} />}</li>)}
      </ul>
    </Section>
  );
}

function Ask({ line, action }: { line: AskBackLine; action: FormAction }) {
  return (
    <details className="confirm" name="ask-back" suppressHydrationWarning>
      <summary className="button button-plain">Ask <bdi>{line.creator}</bdi> for {line.sum}…</summary>
      <div>
        <p className="hint">{line.what}</p>
        <ActionForm action={action} label={`Ask ${line.creator} for ${line.sum} back`}>
          <input type="hidden" name="lineId" value={line.id} />
          <TextAreaField name="words" label="What happened" hint="The creator reads it. It may stay empty." rows={3} maxLength={WISH_WORDS_MOST} />
          <SubmitButton>Ask for {line.sum} back</SubmitButton>
        </ActionForm>
      </div>
    </details>
  );
}

const SAID = { open: 'asked, no answer yet', granted: 'on its way back to you', declined: 'declined' } as const;

function Asked({ line, wish }: { line: AskBackLine; wish: NonNullable<AskBackLine['wish']> }) {
  return (
    <>
      <p>
        <bdi>{line.creator}</bdi>, {line.sum}: <strong>{SAID[wish.status]}</strong>
      </p>
      {wish.status === 'declined' && wish.answer && (
        <>
          <blockquote className="tab-words" dir="auto">{wish.answer}</blockquote>
          <p className="hint">If you think that this is wrong, <a href="/imprint" className="text-link">write to us</a>.</p>
        </>
      )}
    </>
  );
}
