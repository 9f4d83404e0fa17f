import type { ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { RoomHead, Section } from '@/components/ui/room-shell';

/** A saved card in words. */
export type CardItem = {
  id: string;
  name: string;
  /** `until 12/2034`, or what is wrong with it. */
  words: string;
  isBad: boolean;
  isDefault: boolean;
  mayChoose: boolean;
};

/** The cards of a fan: which one is charged, which is over, another one, or none. */
export function Cards(props: { cards: CardItem[]; choose: FormAction; remove: FormAction; form: ReactNode; notices: ReactNode }) {
  return (
    <>
      <RoomHead title="Cards" sentence="The card that your tab is charged to. Its number stays with Stripe; we know what stands here." />
      {props.notices}
      {props.cards.length > 0 && (
        <Section title={props.cards.length === 1 ? 'Your card' : 'Your cards'}>
          <ul className="card-list">
            {props.cards.map((card) => (
              <Card key={card.id} card={card} choose={props.choose} remove={props.remove} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={props.cards.length === 0 ? 'No card yet' : 'Another card'} hint={props.cards.length === 0 ? undefined : 'It is the one that is charged from then on.'}>
        {props.form}
      </Section>
    </>
  );
}

function Card({ card, choose, remove }: { card: CardItem; choose: FormAction; remove: FormAction }) {
  return (
    <li>
      <div>
        <p className="font-semibold">{card.name}</p>
        <p className={card.isBad ? 'text-bad' : 'hint'}>{card.words}</p>
      </div>
      <div className="tab-acts">
        {card.isDefault && <span className="tab-mark">this one is charged</span>}
        {card.mayChoose && (
          <ActionForm action={choose} label={`Charge ${card.name}`} className="grid">
            <input type="hidden" name="cardId" value={card.id} />
            <SubmitButton plain>Charge this one</SubmitButton>
          </ActionForm>
        )}
        <Confirm label="Remove" name="card" sentence={`${card.name} is forgotten here and at Stripe. To use it again, save it anew.`}>
          <ActionForm action={remove} label={`Remove ${card.name}`}>
            <input type="hidden" name="cardId" value={card.id} />
            <SubmitButton danger>Remove it</SubmitButton>
          </ActionForm>
        </Confirm>
      </div>
    </li>
  );
}
