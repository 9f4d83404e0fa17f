import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { RadioField, SelectField, TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { NAME_MAX_CHARACTERS, type Visibility } from '@/lib/users/input';

type Option = { value: string; label: string };

const VISIBILITIES: { value: Visibility; label: string; hint: string }[] = [
  { value: 'public', label: 'Public', hint: 'Name, message and amount stand on the creator’s page.' },
  { value: 'creator_only', label: 'Creator only', hint: 'The creator sees your name. The page shows none of it.' },
  { value: 'anonymous', label: 'Anonymous', hint: 'The creator too sees only the amount and your message.' },
];

/** Everything a person may say about themselves; nothing of it is asked for. */
export function ProfileForm(props: {
  action: FormAction;
  profile: { displayName: string | null; defaultVisibility: Visibility; locale: string; timeZone: string };
  languages: Option[];
  timeZones: string[];
}) {
  const { profile } = props;
  return (
    <ActionForm action={props.action} label="Profile" className="grid gap-6" keeps>
      <Section title="When you give" hint="You can choose otherwise with every tip.">
        <TextField
          name="displayName"
          label="Name"
          hint="Leave it empty to be “Somebody”."
          defaultValue={profile.displayName ?? ''}
          maxLength={NAME_MAX_CHARACTERS}
          autoComplete="nickname"
        />
        <RadioField name="defaultVisibility" label="Who sees it" options={VISIBILITIES} defaultValue={profile.defaultVisibility} />
      </Section>
      <Section title="Days and hours" hint="For the days on your own pages. Receipts to keep are always in UTC.">
        <SelectField name="locale" label="Written as in" options={props.languages} defaultValue={profile.locale} />
        <SelectField
          name="timeZone"
          label="Time zone"
          options={props.timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          defaultValue={profile.timeZone}
        />
      </Section>
      <SubmitButton>Save</SubmitButton>
    </ActionForm>
  );
}
