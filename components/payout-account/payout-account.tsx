import type { ReactNode } from 'react';
import { ButtonForm } from '@/components/payout-account/button-form';
import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import { Fact, Facts } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';

/** An account as its page shows it; moments come in words. */
export type AccountShown = {
  /** 'gone': closed, or taken away from us. 'looking': all was told, and Stripe looks at it. */
  state: 'none' | 'country' | 'started' | 'looking' | 'active' | 'stopped' | 'gone';
  /** What is still asked for, in words for its owner. */
  asked: string[];
  destination: string | null;
  connectedOn: string | null;
  lookedAt: string | null;
  /** Until when payouts rest; null when they don't. */
  restsUntil: string | null;
  bankFailure: string | null;
  /** Where its owner lives, in words. */
  country: string;
};

type Actions = { connect: FormAction; look: FormAction; open: FormAction };

const SENTENCES: Record<AccountShown['state'], string> = {
  none: 'Where your money goes. Until you connect it, what people give you waits here for you.',
  country: 'Where your money goes.',
  started: 'Nearly there: Stripe needs a little more before it can pay you.',
  looking: 'You have told all that is needed.',
  active: 'Where your money goes.',
  stopped: 'No payout can be sent to you until this is put right. Your money is safe and stays yours.',
  gone: 'The account that you had connected is no longer there.',
};

/** Everything about where a creator is paid: its state, what is needed, what a payout costs. */
export function PayoutAccountPage(props: { account: AccountShown; actions: Actions; fresh: boolean; costs: ReactNode; notices: ReactNode }) {
  const { account } = props;
  const proof = props.fresh ? null : 'You will first be asked to prove that it is you.';
  return (
    <>
      <RoomHead title="Payout account" sentence={SENTENCES[account.state]} />
      {props.notices}
      <Warnings account={account} />
      <div className="dash-pair">
        <div className="grid content-start gap-6">
          <State account={account} actions={props.actions} proof={proof} />
          <Refresh account={account} look={props.actions.look} />
        </div>
        <div className="grid content-start">{props.costs}</div>
      </div>
    </>
  );
}

function Warnings({ account }: { account: AccountShown }) {
  return (
    <>
      {account.restsUntil && (
        <Notice tone="wait" icon="clock">
          Your payout account or your sign-in address changed lately. Payouts rest until {account.restsUntil}, so that you would notice if it was somebody else.
        </Notice>
      )}
      {account.bankFailure && (
        <Notice tone="bad" icon="alert">
          Your bank sent a payout back: {account.bankFailure} The money lies in your account at Stripe and goes out again once the bank account there is right.
        </Notice>
      )}
    </>
  );
}

function State({ account, actions, proof }: { account: AccountShown; actions: Actions; proof: string | null }) {
  switch (account.state) {
    case 'country':
      return (
        <Section title="Not in your country yet">
          <p>Nobody who lives in {account.country} can be paid here at the moment, so no account is opened. What supporters gave you stays yours; write to whoever runs this site.</p>
        </Section>
      );
    case 'none':
    case 'gone':
      return (
        <Section title={account.state === 'gone' ? 'Connect another account' : 'Connect your account'}>
          <Steps />
          <ButtonForm action={actions.connect} label="Connect a payout account" hint={proof ?? 'You go on at Stripe, who pays you. Your papers and the number of your account never come here.'} />
          {account.state === 'gone' && <p className="hint">Payouts rest for 72 hours after another account is connected.</p>}
        </Section>
      );
    case 'started':
    case 'stopped':
      return (
        <Section title="What Stripe still needs">
          <Asked asked={account.asked} />
          <ButtonForm action={actions.connect} label="Go on at Stripe" hint={proof} />
        </Section>
      );
    case 'looking':
      return (
        <Section title="Stripe is looking at it">
          <p>This mostly takes a minute, sometimes a day. A mail tells you when you can be paid, and this page follows by itself.</p>
        </Section>
      );
    case 'active':
      return <Connected account={account} actions={actions} proof={proof} />;
  }
}

function Connected({ account, actions, proof }: { account: AccountShown; actions: Actions; proof: string | null }) {
  return (
    <Section title="Connected">
      <Facts>
        <Fact label="Paid to">{account.destination ?? 'The bank account that you named at Stripe'}</Fact>
        <Fact label="Country">{account.country}</Fact>
        {account.connectedOn && <Fact label="Since">{account.connectedOn}</Fact>}
      </Facts>
      {account.asked.length > 0 && (
        <div className="grid gap-2">
          <p>Stripe will want to know more before long:</p>
          <Asked asked={account.asked} />
        </div>
      )}
      <div className="flex flex-wrap gap-x-4 gap-y-3">
        <ButtonForm action={actions.open} label="See your payouts at Stripe" plain />
        <ButtonForm action={actions.connect} label={account.asked.length > 0 ? 'Tell Stripe' : 'Change it at Stripe'} plain />
      </div>
      <p className="hint">Payouts rest for 72 hours after your bank account changed, and we write to you. {proof}</p>
    </Section>
  );
}

function Steps() {
  return (
    <ol className="steps">
      <li>
        <p>
          <b>Say who you are.</b> Stripe asks for your name and, where the law wants it, for a document.
        </p>
      </li>
      <li>
        <p>
          <b>Name your bank account.</b> It must be yours, in the country where you live.
        </p>
      </li>
      <li>
        <p>
          <b>Ask for payouts</b> whenever there is enough, or have them asked for by themselves.
        </p>
      </li>
    </ol>
  );
}

function Asked({ asked }: { asked: string[] }) {
  if (asked.length === 0) return <p>Stripe says what on its page.</p>;
  return (
    <ul className="list-disc ps-5">
      {asked.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

/** Whoever does not believe what stands here asks Stripe anew. */
function Refresh({ account, look }: { account: AccountShown; look: FormAction }) {
  if (account.lookedAt === null || account.state === 'gone' || account.state === 'country') return null;
  return (
    <Section title="Is this how it is at Stripe?" hint={`We asked ${account.lookedAt}, and are told when something changes.`}>
      <ButtonForm action={look} label="Ask again" plain />
    </Section>
  );
}
