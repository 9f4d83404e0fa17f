'use client';

import { useState } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { SelectField, TextAreaField, TextField, TickField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { CREATOR_KIND_NAMES, CREATOR_KINDS, OFFER_MAX_CHARACTERS, OFFER_MIN_CHARACTERS } from '@/lib/creators/input';
import { HandleField } from './handle-field';
import { PictureField } from './picture-field';

type Option = { value: string; label: string };

const kinds = CREATOR_KINDS.map((kind) => ({ value: kind, label: CREATOR_KIND_NAMES[kind] }));

/**
 * What a new page needs, and no more: two minutes on a phone. With JavaScript the address follows the
 * name until it is touched, and the currency follows the country.
 */
export function BecomeForm(props: {
  action: FormAction;
  site: string;
  name: string;
  countries: (Option & { currency: string })[];
  currencies: Option[];
  /** Empty when it must be chosen. */
  country: string;
}) {
  const [name, setName] = useState(props.name);
  const [country, setCountry] = useState(props.country);
  const currency = props.countries.find(({ value }) => value === country)?.currency ?? 'USD';
  const follow = (form: HTMLFormElement) => {
    const data = new FormData(form);
    setName(String(data.get('name') ?? ''));
    setCountry(String(data.get('country') ?? ''));
  };
  return (
    <ActionForm action={props.action} label="Open a page" keeps onInput={follow} className="grid grid-cols-1 gap-6">
      <TextField name="name" label="Name" hint="Yours, or that of what you make." maxLength={120} autoComplete="off" defaultValue={props.name} />
      <HandleField site={props.site} follows={name} />
      <SelectField name="kind" label="What you make" options={kinds} />
      <TextAreaField
        name="offer"
        label="What supporters get"
        hint={`One honest sentence, at least ${OFFER_MIN_CHARACTERS} characters. It may simply be more of what you make.`}
        rows={3}
        maxLength={2 * OFFER_MAX_CHARACTERS}
      />
      <PictureField name="avatar" label="A picture (optional)" />
      <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
        <SelectField
          name="country"
          label="Where you live"
          hint="Stripe can pay people in these countries. In others no page can be opened yet."
          options={props.country ? props.countries : [{ value: '', label: 'Choose a country' }, ...props.countries]}
          defaultValue={props.country}
        />
        <SelectField key={currency} name="currency" label="You receive" options={props.currencies} defaultValue={currency} />
      </div>
      <div className="grid gap-3">
        <TickField name="adult" label="I am 18 or older." />
        <TickField
          name="terms"
          label={
            <>
              I agree to the{' '}
              <a href="/terms" target="_blank" rel="noopener" className="text-link">
                terms
              </a>{' '}
              and have read the{' '}
              <a href="/privacy" target="_blank" rel="noopener" className="text-link">
                privacy notice
              </a>
              .
            </>
          }
        />
      </div>
      <SubmitButton>Open my page</SubmitButton>
    </ActionForm>
  );
}
