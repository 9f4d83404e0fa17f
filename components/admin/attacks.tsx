import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Records } from '@/components/ui/records';
import type { Attack } from '@/lib/defence';
import { Status } from './status';
import { When, type Clocked } from './when';
import type { Tone } from './words';

const STEPS: Record<Attack['step'], [tone: Tone, label: string]> = {
  slow: ['quiet', 'Slowed down'],
  challenge: ['wait', 'Asked for a proof'],
  block: ['bad', 'Blocked'],
};

const LIMITS: Record<Attack['limit'], string> = {
  connection: 'Cards refused for one connection in an hour',
  browser: 'Cards refused for one browser or account in an hour',
  mail: 'Cards refused beside one mail address in an hour',
  card: 'One card refused again and again in an hour, from anywhere',
  creator: 'Cards refused on this page in ten minutes, half of all that were tried or more',
  everywhere: 'Cards refused on all pages in ten minutes, half of all that were tried or more',
};

type Props = { attacks: Attack[]; clock: Clocked; proofHref: string | null; lift: FormAction };

/** What holds somebody up at this moment, each with what it rests on and the way to lift it. */
export function AttackList({ attacks, ...rest }: Props) {
  if (attacks.length === 0) return <p className="empty">Nobody is held up. Whoever gives by card is asked for nothing.</p>;
  return (
    <ul className="attacks">
      {attacks.map((attack) => (
        <li key={attack.id}>
          <OneAttack attack={attack} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function OneAttack({ attack, clock, proofHref, lift }: Omit<Props, 'attacks'> & { attack: Attack }) {
  const [tone, label] = stepOf(attack);
  return (
    <article aria-label={nameOf(attack)}>
      <h3>
        <Name attack={attack} /> <Status state={attack.step} tone={tone} label={label} />
      </h3>
      <p className="hint">{LIMITS[attack.limit]}: {attack.refusals}.</p>
      <dl className="strip">
        <div><dt>Began</dt><dd><When at={attack.beganAt} clock={clock} /></dd></div>
        <div><dt>Ends by itself</dt><dd><When at={attack.until} clock={clock} /></dd></div>
        <div><dt>Held up</dt><dd>{timesWords(attack.heldUp)}</dd></div>
        {attack.networks.length > 0 && <div><dt>From</dt><dd>{attack.networks.join(', ')}</dd></div>}
        {attack.codes.length > 0 && <div><dt>The banks said</dt><dd>{attack.codes.map(({ code, number }) => `${code.replaceAll('_', ' ')} (${number})`).join(', ')}</dd></div>}
      </dl>
      {proofHref ? (
        <p>
          <a href={proofHref} className="text-link">Show your second factor</a> <span className="hint">to lift it.</span>
        </p>
      ) : (
        <Lift attack={attack} lift={lift} />
      )}
    </article>
  );
}

function Lift({ attack, lift }: { attack: Attack; lift: FormAction }) {
  return (
    <Confirm label="Lift it…" name="lift" sentence="Whoever is held up by it can go on at once. What was refused until now counts no more; what is refused from now on does.">
      <ActionForm action={lift} label={`Lift: ${nameOf(attack)}`}>
        <input type="hidden" name="id" value={attack.id} />
        <TextAreaField name="reason" label="Reason" hint="Kept in the audit log, with your name." rows={2} maxLength={500} required />
        <SubmitButton danger>Lift it</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}

/** What is over, newest first. */
export function PastAttacks({ attacks, clock }: { attacks: Attack[]; clock: Clocked }) {
  return (
    <Records
      caption="What is over"
      columns={[{ label: 'Who was held up' }, { label: 'How' }, { label: 'Began' }, { label: 'Refused', end: true }, { label: 'Held up', end: true }, { label: 'Ended' }]}
      empty="Nothing before."
      rows={attacks.map((attack) => ({
        key: attack.id,
        cells: [
          <Name key="name" attack={attack} />,
          <Status key="step" state={attack.step} tone="quiet" label={stepOf(attack)[1]} />,
          <When key="began" at={attack.beganAt} clock={clock} />,
          attack.refusals,
          attack.heldUp,
          <Ended key="ended" attack={attack} clock={clock} />,
        ],
      }))}
    />
  );
}

function Ended({ attack, clock }: { attack: Attack; clock: Clocked }) {
  if (!attack.liftedAt) return <span className="hint">by itself</span>;
  return (
    <span>
      <When at={attack.liftedAt} clock={clock} />
      <span className="hint block">lifted by {attack.liftedBy ?? 'an admin'}: {attack.liftReason}</span>
    </span>
  );
}

function Name({ attack }: { attack: Attack }) {
  if (!attack.creator) return <>{nameOf(attack)}</>;
  return <a href={`/admin/creators/${attack.creator.id}`} className="text-link">{nameOf(attack)}</a>;
}

function timesWords(times: number): string {
  if (times === 0) return 'nobody yet';
  return times === 1 ? 'once' : `${times} times`;
}

/** Marks are hashes: their ends tell two apart. */
function nameOf({ on, creator, tail }: Attack): string {
  switch (on) {
    case 'creator': return creator ? `Whoever tips ${creator.name} by card` : 'Whoever tips one page by card';
    case 'everywhere': return 'Whoever pays by card, anywhere';
    case 'connection': return `A connection (…${tail})`;
    case 'browser': return `A browser or account (…${tail})`;
    case 'mail': return `A mail address (…${tail})`;
  }
}

function stepOf({ on, step }: Attack): [Tone, string] {
  return on === 'creator' && step === 'block' ? ['bad', 'Guests blocked'] : STEPS[step];
}
