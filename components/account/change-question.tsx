import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { Fact, Facts } from '@/components/ui/records';
import { RoomHead } from '@/components/ui/room-shell';

/** Asks one mailbox whether an account may move, and offers the way out. */
export function ChangeQuestion(props: {
  side: 'old' | 'new';
  oldEmail: string;
  newEmail: string;
  proven: boolean;
  token: string;
  agree: FormAction;
  refuse: FormAction;
}) {
  const old = props.side === 'old';
  return (
    <>
      <RoomHead title={old ? 'Is your address to change?' : 'Is this your new address?'} />
      <section className="sheet-card" aria-label="The change">
        <Facts>
          <Fact label="Account">{props.oldEmail}</Fact>
          <Fact label="New address">{props.newEmail}</Fact>
        </Facts>
        {props.proven ? (
          <p>You have agreed already. The other mailbox still has to.</p>
        ) : (
          <ActionForm action={props.agree} label="Agree">
            <input type="hidden" name="token" value={props.token} />
            <SubmitButton>{old ? 'Yes, move my account' : 'Yes, this is my address'}</SubmitButton>
          </ActionForm>
        )}
        <Confirm
          label="This was not me"
          sentence={
            old
              ? 'This stops the change and signs out every browser, also yours. Sign in again afterwards: whoever asked cannot, without your mailbox.'
              : 'This stops the change. You will hear no more of it.'
          }
        >
          <ActionForm action={props.refuse} label="Stop the change">
            <input type="hidden" name="token" value={props.token} />
            <SubmitButton danger>Stop it</SubmitButton>
          </ActionForm>
        </Confirm>
      </section>
    </>
  );
}

const ANSWERS: Record<string, { title: string; sentence: string; link: { href: string; label: string } }> = {
  waits_old: {
    title: 'Half done',
    sentence: 'Thank you. Now open the mail in the mailbox of the address that the account has so far, and agree there too.',
    link: { href: '/account/email', label: 'Your account' },
  },
  waits_new: {
    title: 'Half done',
    sentence: 'Thank you. Now open the mail in the mailbox of the new address, and agree there too.',
    link: { href: '/account/email', label: 'Your account' },
  },
  changed: {
    title: 'Your address has changed',
    sentence: 'From now on you sign in with the new address. Every other browser was signed out.',
    link: { href: '/account', label: 'Your account' },
  },
  stopped: {
    title: 'Stopped',
    sentence: 'Nothing was changed, and both links are dead.',
    link: { href: '/', label: 'Go on to Tuppence' },
  },
};
const GONE = {
  title: 'This link does nothing any more',
  sentence: 'It has done its work, was replaced by a newer one, or is older than an hour.',
  link: { href: '/account/email', label: 'Ask for a new one' },
};

/** What came of an answer, in a sentence. */
export function ChangeAnswer({ then }: { then: string }) {
  const { title, sentence, link } = (Object.hasOwn(ANSWERS, then) ? ANSWERS[then] : undefined) ?? GONE;
  return (
    <>
      <RoomHead title={title} sentence={sentence} />
      <p>
        <a href={link.href} className="button button-plain">
          {link.label}
        </a>
      </p>
    </>
  );
}
