import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { RadioField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';

type Actions = { smallBills: FormAction; moveDay: FormAction; notice: FormAction };

/** What a fan chose about their tab; sums, shares and days come as words. */
export type Settings = {
  currency: string;
  small: { choice: 'roll_over' | 'charge'; threshold: string; wait: string; charge: string };
  day: {
    /** `21st`; null while nothing was ever on the tab. */
    now: string | null;
    chosen: number | null;
    time: string;
    /** What moving to another day does, when one was asked about. */
    preview: { day: number; ordinal: string; sentences: string[] } | null;
  };
  wantsNotice: boolean;
  consent: { body: string; agreedOn: string; ceiling: string } | null;
};

export function TabSettings({ settings, actions }: { settings: Settings; actions: Actions }) {
  const { currency, small, consent } = settings;
  return (
    <>
      <BillingDay {...settings} action={actions.moveDay} />
      <Section title="Small bills" id="small" hint={`What to do with a bill under ${small.threshold}, of which the card fee takes a large part.`}>
        <ActionForm action={actions.smallBills} label="Small bills" keeps>
          <input type="hidden" name="currency" value={currency} />
          <RadioField
            name="smallBills"
            label="When it is small"
            defaultValue={small.choice}
            options={[
              { value: 'roll_over', label: 'Let it wait and join the next bill, three months at most', hint: small.wait },
              { value: 'charge', label: 'Charge it all the same', hint: small.charge },
            ]}
          />
          <SubmitButton plain>Save</SubmitButton>
        </ActionForm>
      </Section>
      <Section
        title="Mail before each bill"
        hint={settings.wantsNotice ? 'Three days before, a mail lists what is on it, with links to change it.' : 'You get no mail before a bill. Its receipt comes all the same.'}
      >
        <ActionForm action={actions.notice} label="Mail before each bill">
          <input type="hidden" name="currency" value={currency} />
          <SubmitButton plain name="wants" value={settings.wantsNotice ? 'no' : 'yes'}>
            {settings.wantsNotice ? 'Stop these mails' : 'Send them'}
          </SubmitButton>
        </ActionForm>
      </Section>
      {consent && (
        <Section title="What you agreed to" hint={`On ${consent.agreedOn}, for at most ${consent.ceiling} between two bills.`}>
          <blockquote className="tab-words">{consent.body}</blockquote>
        </Section>
      )}
    </>
  );
}

const DAYS = Array.from({ length: 28 }, (_, at) => at + 1);

/** The first form only asks, and its answer says what would change; the second one does it. */
function BillingDay({ day, currency, action }: Settings & { action: FormAction }) {
  const { preview } = day;
  return (
    <Section
      title="Billing day"
      id="day"
      hint={day.now ? `The ${day.now} of each month, at ${day.time} where you live. All your pledges follow it.` : 'The day of your first pledge or tip on the tab becomes your billing day.'}
    >
      {day.now && (
        <form action="/account/tab#day" className="flex flex-wrap items-end gap-3">
          <input type="hidden" name="currency" value={currency} />
          <label className="w-40">
            <span className="label">Another day</span>
            <select name="day" className="field" defaultValue={String(preview?.day ?? day.chosen ?? 1)} key={preview?.day}>
              {DAYS.map((number) => (
                <option key={number} value={number}>
                  {number}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button button-plain">
            See what changes
          </button>
        </form>
      )}
      {preview && (
        <div role="status" className="grid gap-3 rounded-field bg-accent-soft p-4">
          {preview.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <ActionForm action={action} label="Move the billing day">
            <input type="hidden" name="currency" value={currency} />
            <input type="hidden" name="day" value={preview.day} />
            <SubmitButton>Move to the {preview.ordinal}</SubmitButton>
          </ActionForm>
        </div>
      )}
    </Section>
  );
}
