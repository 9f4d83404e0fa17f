import type { ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';

type Actions = Record<'approve' | 'hold' | 'deny' | 'resume' | 'takeUp', FormAction>;
type Props = {
  id: string;
  status: 'requested' | 'in_review' | 'on_hold';
  /** "$48.20" */
  amount: string;
  creatorName: string;
  score: number;
  isStop: boolean;
  /** What approving does beyond the sum: who else has to agree. */
  approveSentence: string;
  /** Why it cannot be approved now, if so; holding and denying go on. */
  barred: string | null;
  actions: Actions;
};

/** What an admin can do about a payout that waits; each opens, says what it will do, and is done by its button. */
export function CaseActs(props: Props) {
  const { id, status, actions } = props;
  return (
    <div className="review-acts">
      {status === 'on_hold' ? (
        <ActionForm action={actions.resume} label="Take it off hold" className="contents">
          <input type="hidden" name="id" value={id} />
          <SubmitButton>Take it off hold</SubmitButton>
        </ActionForm>
      ) : (
        <Approve {...props} />
      )}
      {status !== 'on_hold' && (
        <Act letter="h" label="Hold…" sentence="Nobody can approve it until it is taken off hold. Its money stays reserved, and the creator gets a mail with the reason." isPlain>
          <ReasonForm action={actions.hold} id={id} label="Put it on hold" button="Put it on hold" hint="The creator reads it, in these words: say what you wait for." />
        </Act>
      )}
      <Act letter="d" label="Deny…" sentence="The payout ends, and its money is available to the creator again. They get a mail with the reason and may ask anew.">
        <ReasonForm action={actions.deny} id={id} label="Deny this payout" button="Deny it" hint="The creator reads it, in these words." isDanger />
      </Act>
      {status === 'requested' && (
        <ActionForm action={actions.takeUp} label="Take it up" className="contents">
          <input type="hidden" name="id" value={id} />
          <SubmitButton plain>Take it up</SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}

function Approve({ id, amount, creatorName, score, isStop, approveSentence, barred, actions }: Props) {
  if (barred) return <p className="review-barred" role="note">{barred}</p>;
  return (
    <Act letter="a" label={`Approve ${amount}…`} sentence={approveSentence} isMain isPlain>
      <ActionForm action={actions.approve} label={`Approve the payout to ${creatorName}`}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="seen" value={score} />
        {isStop && <TextAreaField name="why" label="Why it may go all the same" hint="Kept as a note. The creator does not read it." rows={2} maxLength={500} required />}
        <SubmitButton>Approve {amount}</SubmitButton>
      </ActionForm>
    </Act>
  );
}

/** One thing to do, with the key that opens it. */
function Act(props: { letter: string; label: string; sentence: string; isMain?: boolean; isPlain?: boolean; children: ReactNode }) {
  return (
    <div data-key={props.letter} className={props.isMain ? 'review-act review-act-main' : 'review-act'}>
      <Confirm name="decide" plain={props.isPlain} label={<>{props.label} <kbd aria-hidden="true">{props.letter.toUpperCase()}</kbd></>} sentence={props.sentence}>
        {props.children}
      </Confirm>
    </div>
  );
}

function ReasonForm(props: { action: FormAction; id: string; label: string; button: string; hint: string; isDanger?: boolean }) {
  return (
    <ActionForm action={props.action} label={props.label}>
      <input type="hidden" name="id" value={props.id} />
      <TextAreaField name="reason" label="Reason" hint={props.hint} rows={3} maxLength={500} required />
      <SubmitButton danger={props.isDanger}>{props.button}</SubmitButton>
    </ActionForm>
  );
}
