import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { RadioField, TextAreaField, TextField } from '@/components/ui/fields';
import { plainAmount } from '@/lib/money/input';
import type { OpenGap } from '@/lib/reconcile';
import type { Deciding } from './reconciliation';

/** The decision that a difference waits for, if a person can decide it. */
export function GapDecision({ gap, deciding }: { gap: OpenGap; deciding: Deciding }) {
  const { book, stray, settle } = gap.choices;
  if (!book && !settle) return null;
  if (deciding.proofHref) {
    return (
      <p>
        <a href={deciding.proofHref} className="button button-plain">Show the second factor to decide it</a>
      </p>
    );
  }
  if (settle) return <Settle gap={gap} settle={settle} deciding={deciding} />;
  return (
    <>
      {stray && <p><a href={`/admin/reconciliation/${gap.objectId}`} className="button button-plain">See what it paid for</a></p>}
      <Book gap={gap} deciding={deciding} />
    </>
  );
}

function Book({ gap, deciding }: { gap: OpenGap; deciding: Deciding }) {
  return (
    <Confirm label="Book it as the operator’s own…" sentence="It is then no difference any more. Never do this with money of fans or creators.">
      <ActionForm action={deciding.book} label={`Book ${gap.objectId}`}>
        <input type="hidden" name="id" value={gap.objectId} />
        <RadioField
          name="matter"
          label="What is it?"
          defaultValue="cost"
          options={[
            { value: 'cost', label: 'A cost', hint: 'What Stripe or a bank keeps.' },
            { value: 'own', label: 'The operator’s own money', hint: 'Put in, taken out, or business that has nothing to do with Tuppence.' },
          ]}
        />
        <Reason />
        <SubmitButton>Book it</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}

function Settle({ gap, settle, deciding }: { gap: OpenGap; settle: NonNullable<OpenGap['choices']['settle']>; deciding: Deciding }) {
  const { currency, suggestedFeeMinor } = settle;
  return (
    <Confirm label={suggestedFeeMinor === null ? 'Exchange it…' : 'Decide the fee…'} sentence="The books then hold what Stripe holds, in its currency. It cannot be undone.">
      <ActionForm action={deciding.settle} label={`Settle ${gap.objectId}`}>
        <input type="hidden" name="id" value={gap.objectId} />
        <input type="hidden" name="currency" value={currency} />
        {suggestedFeeMinor !== null && (
          <TextField name="fee" label={`Fee in ${currency}`} hint="Filled in: Stripe’s fee at the rate of this charge." inputMode="decimal" defaultValue={plainAmount(suggestedFeeMinor, currency)} required />
        )}
        <Reason />
        <SubmitButton>{suggestedFeeMinor === null ? 'Exchange it' : 'Book this fee'}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}

function Reason() {
  return <TextAreaField name="reason" label="Reason" hint="Kept in the audit log, with your name." rows={2} maxLength={500} required />;
}
