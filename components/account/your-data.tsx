import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Icon } from '@/components/ui/icon';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { StepUpHint } from './step-up-hint';

type Plan = { confirmWord: string; hasPage: boolean; obstacles: string[] };

type Item = { name: string; onDeletion: 'emptied' | 'removed' | 'kept'; why: string };
type Props = { fresh: boolean; plan: Plan; kept: { what: string; why: string }[]; items: Item[]; deleteAccount: FormAction };

/** Taking everything along, and leaving: what goes, what stays, and why. */
export function YourData(props: Props) {
  return (
    <>
      <RoomHead title="Your data" sentence="All that we hold of you is yours to take along, and yours to have deleted." />
      <Section
        title="Take it along"
        hint="One ZIP with everything as JSON, receipts and tips as CSV, and each receipt as a PDF. It is made while you download it and kept nowhere."
      >
        {!props.fresh && <p className="hint">You will first be asked to prove once more that it is you.</p>}
        <form method="post" action="/account/data/export">
          <button type="submit" className="button button-plain">
            <Icon name="file-text" /> Download everything
          </button>
        </form>
      </Section>
      <Section title="Delete the account" tone="bad">
        {props.plan.obstacles.length > 0 ? <Obstacles obstacles={props.plan.obstacles} /> : <Deletion {...props} />}
        <Items items={props.items} />
      </Section>
    </>
  );
}

const FATES = { removed: 'Removed', emptied: 'Emptied', kept: 'Kept' } as const;

/** Every kind of record that we keep, with what becomes of it: nothing is left to a general word. */
function Items({ items }: { items: Item[] }) {
  return (
    <details>
      <summary className="text-link cursor-pointer w-fit">What becomes of each kind of record</summary>
      <dl className="mt-4 grid gap-3">
        {items.map(({ name, onDeletion, why }) => (
          <div key={name}>
            <dt className="font-semibold">
              {name} <span className="hint">{FATES[onDeletion]}</span>
            </dt>
            <dd className="text-second">{why}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Obstacles({ obstacles }: { obstacles: string[] }) {
  return (
    <>
      <p>Not yet: money is on its way, and leaving must not lose any of it.</p>
      <ul className="grid gap-2">
        {obstacles.map((obstacle) => (
          <li key={obstacle} className="flex gap-2">
            <Icon name="clock" className="mt-[0.2em] size-[1.15em] text-copper" />
            <span>{obstacle}</span>
          </li>
        ))}
      </ul>
      <p className="text-second">Come back when this is settled.</p>
    </>
  );
}

function Deletion({ plan, kept, fresh, deleteAccount }: Props) {
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2">
        <div>
          <h3 className="mb-2 text-base">This goes, at once and for ever</h3>
          <ul className="grid list-disc gap-1.5 ps-5">
            <li>your address, your name, your settings</li>
            <li>names and messages of your tips, also where they stand on pages</li>
            <li>sessions, links, your second factor</li>
            <li>mail to you, sent or waiting</li>
            {plan.hasPage && <li>your page with its words, links, goals and pictures</li>}
          </ul>
        </div>
        <div>
          <h3 className="mb-2 text-base">This stays, and why</h3>
          <ul className="grid list-disc gap-1.5 ps-5">
            {kept.map(({ what, why }) => (
              <li key={what}>
                <strong className="font-semibold">{what}:</strong> {why}
              </li>
            ))}
          </ul>
        </div>
      </div>
      <p className="text-second">Stripe, where you paid, keeps its own record under its own notice. Nothing of this can be undone, by us neither.</p>
      <ActionForm action={deleteAccount} label="Delete the account">
        <TextField
          name="confirm"
          label={
            <>
              Type <span className="[overflow-wrap:anywhere]">{plan.confirmWord}</span> to go on
            </>
          }
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <StepUpHint fresh={fresh} />
        <SubmitButton danger>Delete my account</SubmitButton>
      </ActionForm>
    </>
  );
}
