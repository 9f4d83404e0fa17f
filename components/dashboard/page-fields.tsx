'use client';

import { SelectField, TextAreaField, TextField } from '@/components/ui/fields';
import { Section } from '@/components/ui/room-shell';
import {
  BIO_MAX_CHARACTERS, CREATOR_KIND_NAMES, CREATOR_KINDS, OFFER_MAX_CHARACTERS, TAGLINE_MAX_CHARACTERS, THANK_YOU_MAX_CHARACTERS,
} from '@/lib/creators/input';
import { formatMoney } from '@/lib/money/input';
import { AccentField } from './accent-field';
import { LinksField } from './links-field';
import { amountText, type PageDraft } from './page-draft';
import type { PreviewProps } from './page-preview';

const kinds = CREATOR_KINDS.map((kind) => ({ value: kind, label: CREATOR_KIND_NAMES[kind] }));
/** Fields take a little more than fits, so that a refusal can say by how much it is too long. */
const ROOM = 200;

/** What one form keeps together: words, links, colour and amounts. */
export function PageFields({ page, draft }: { page: PreviewProps; draft: PageDraft }) {
  const { creator, limits } = page;
  const least = formatMoney(limits.directMinimumMinor, creator.currency, { trim: true });
  return (
    <>
      <Section id="words" title="Words" hint="What people read first.">
        <div className="grid grid-cols-1 gap-5">
          <TextField name="name" label="Name" defaultValue={creator.name} maxLength={ROOM} autoComplete="off" />
          <TextField name="tagline" label="In one line" hint="Under your name, and in lists." defaultValue={creator.tagline} maxLength={TAGLINE_MAX_CHARACTERS + ROOM} autoComplete="off" />
          <TextAreaField
            name="bio"
            label="About"
            hint="*Soft*, **loud**, [a link](https://…) and lists with - work here."
            rows={7}
            defaultValue={creator.bio}
            maxLength={BIO_MAX_CHARACTERS + ROOM}
          />
          <TextAreaField
            name="offer"
            label="What supporters get"
            hint="Or what you make. A page takes tips once it says this or links to work."
            rows={3}
            defaultValue={creator.offer}
            maxLength={OFFER_MAX_CHARACTERS + ROOM}
          />
          <SelectField name="kind" label="What you make" options={kinds} defaultValue={creator.kind} />
        </div>
      </Section>
      <Section id="links" title="Links" hint="Where your work is. Only addresses that begin with https://. Empty a row to remove it.">
        <LinksField links={creator.links} />
      </Section>
      <Section title="Colour" hint="Buttons, bars and marks. We correct it until everybody can read it.">
        <AccentField accent={creator.accent} shown={draft.accent} />
      </Section>
      <Section id="tips" title="Tips" hint={`In ${creator.currency}. Fans can always type another amount.`}>
        <div className="grid grid-cols-1 gap-5">
          <fieldset>
            <legend className="label">Amounts you offer</legend>
            <div className="grid grid-cols-2 gap-x-3 gap-y-4 sm:grid-cols-4">
              {[1, 2, 3, 4].map((place) => (
                <TextField
                  key={`${place} ${creator.currency}`}
                  name={`preset${place}`}
                  label={ORDINALS[place - 1]}
                  inputMode="decimal"
                  autoComplete="off"
                  className="figures"
                  maxLength={20}
                  defaultValue={amountText(creator.presetsMinor[place - 1], creator.currency)}
                />
              ))}
            </div>
          </fieldset>
          <TextField
            key={creator.currency}
            name="minimum"
            label="Smallest tip"
            hint={`${least} or more: below that the card fee eats too much of it.`}
            inputMode="decimal"
            autoComplete="off"
            className="figures"
            maxLength={20}
            defaultValue={amountText(creator.minimumMinor, creator.currency)}
          />
          <TextAreaField
            name="thankYou"
            label="Your thanks"
            hint="What a fan reads after giving, on the page and on the receipt."
            rows={3}
            defaultValue={creator.thankYou}
            maxLength={THANK_YOU_MAX_CHARACTERS + ROOM}
          />
        </div>
      </Section>
    </>
  );
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth'];
