import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { WISH_WORDS_MOST } from '@/lib/billing/input';

type Wish = { lineId: string; words: string | null; status: 'open' | 'granted' | 'declined'; answer: string | null };

/** What a fan wrote who asks for a line back, and the way to say no; to say yes is the refund below. */
export function WishSection({ wish, decline }: { wish: Wish; decline: FormAction }) {
  return (
    <Section title={wish.status === 'declined' ? 'You kept it' : 'A fan asks for this back'}>
      {wish.words ? <blockquote className="tab-words" dir="auto">{wish.words}</blockquote> : <p className="text-second">They gave no reason.</p>}
      {wish.status === 'declined' && wish.answer && <p dir="auto">You answered: {wish.answer}</p>}
      {wish.status === 'open' && (
        <>
          <p className="hint">To say yes, refund it below. A fan whom nobody answers may ask their bank instead.</p>
          <Confirm label="Say no…" sentence="The fan reads your words by mail and beside the line. We can still give it back.">
            <ActionForm action={decline} label="Decline to give it back">
              <input type="hidden" name="lineId" value={wish.lineId} />
              <TextAreaField name="words" label="Why not" rows={3} maxLength={WISH_WORDS_MOST} required />
              <SubmitButton>Keep it</SubmitButton>
            </ActionForm>
          </Confirm>
        </>
      )}
    </Section>
  );
}
