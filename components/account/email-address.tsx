import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Fact, Facts } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { StepUpHint } from './step-up-hint';

type Waiting = { newEmail: string; oldProven: boolean; newProven: boolean; until: string };

/** The address of an account: what it is, what it waits to become, and the form that asks for another. */
export function EmailAddress(props: { email: string; waiting: Waiting | null; fresh: boolean; ask: FormAction; takeBack: FormAction }) {
  return (
    <>
      <RoomHead title="Mail address" sentence="You sign in with it and receipts go there. Nobody else sees it, creators neither." />
      <Section title={props.email}>
        {props.waiting ? (
          <WaitingChange waiting={props.waiting} takeBack={props.takeBack} />
        ) : (
          <ActionForm action={props.ask} label="Change the address">
            <p className="text-second">
              To move to another address, both mailboxes must agree. Until then nothing changes; then every other browser is
              signed out.
            </p>
            <TextField name="email" label="New address" type="email" inputMode="email" autoComplete="email" spellCheck={false} required />
            <StepUpHint fresh={props.fresh} />
            <SubmitButton>Ask both mailboxes</SubmitButton>
          </ActionForm>
        )}
      </Section>
    </>
  );
}

function WaitingChange({ waiting, takeBack }: { waiting: Waiting; takeBack: FormAction }) {
  return (
    <>
      <p>
        Waits to become <strong className="[overflow-wrap:anywhere]">{waiting.newEmail}</strong>. We sent a link to both
        addresses; open each and agree.
      </p>
      <Facts>
        <Fact label="Address you have">{waiting.oldProven ? 'Agreed' : 'Has not agreed yet'}</Fact>
        <Fact label="New address">{waiting.newProven ? 'Agreed' : 'Has not agreed yet'}</Fact>
        <Fact label="Links work until">{waiting.until}</Fact>
      </Facts>
      <ActionForm action={takeBack} label="Take the change back">
        <SubmitButton plain>Take it back</SubmitButton>
      </ActionForm>
    </>
  );
}
