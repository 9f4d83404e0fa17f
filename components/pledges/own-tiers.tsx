import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { Icon } from '@/components/ui/icon';
import { Section } from '@/components/ui/room-shell';
import { formatMoney, type Currency } from '@/lib/money/input';
import { TierForm, type TierShown } from './tier-form';
import { TierWords } from './tier-words';

export type OwnTierShown = TierShown & { id: string; currency: Currency; taken: number; pledges: number; monthlyMinor: number };

/** The tiers on a creator's page, each with what it brings and all that can be done with it. */
export function OfferedTiers(props: {
  tiers: OwnTierShown[];
  least: string;
  handle: string;
  save: FormAction;
  order: FormAction;
  archive: FormAction;
}) {
  const { tiers } = props;
  if (tiers.length === 0) return null;
  return (
    <ol className="own-tiers" aria-label="Tiers on your page">
      {tiers.map((tier, at) => (
        <li key={tier.id} className="sheet-card own-tier">
          <TierHead tier={tier} />
          <TierWords tier={tier} />
          <div className="own-tier-acts">
            <Move action={props.order} tier={tier} first={at === 0} last={at === tiers.length - 1} />
            <details className="confirm confirm-plain" name={`tier-${tier.id}`} suppressHydrationWarning>
              <summary className="button button-plain">
                Change<span className="sr-only"> {tier.name}</span>
              </summary>
              <div>
                <p>
                  {tier.pledges === 0
                    ? 'Nobody has it yet, so everything can change.'
                    : 'Who has it keeps what they pay; a new price is for new pledges.'}
                </p>
                <TierForm action={props.save} tierId={tier.id} currency={tier.currency} least={props.least} tier={tier} />
              </div>
            </details>
            <Confirm
              name={`tier-${tier.id}`}
              label={<>Archive<span className="sr-only"> {tier.name}</span></>}
              sentence={
                tier.pledges === 0
                  ? 'It leaves your page. You can offer it again at any time.'
                  : `It leaves your page, and nobody new can join it. The ${people(tier.pledges)} who have it keep it and go on paying as now, for as long as they like.`
              }
            >
              <ActionForm action={props.archive} label={`Archive ${tier.name}`} className="grid grid-cols-1 gap-3">
                <input type="hidden" name="tierId" value={tier.id} />
                <SubmitButton danger>Archive it</SubmitButton>
              </ActionForm>
            </Confirm>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Tiers that nobody new can join; they can be offered again. */
export function ArchivedTiers({ tiers, restore }: { tiers: OwnTierShown[]; restore: FormAction }) {
  if (tiers.length === 0) return null;
  return (
    <Section title="Archived" hint="Not on your page. Whoever has one keeps it.">
      <ul className="own-tiers-archived">
        {tiers.map((tier) => (
          <li key={tier.id}>
            <TierHead tier={tier} />
            <ActionForm action={restore} label={`Offer ${tier.name} again`} className="grid gap-2">
              <input type="hidden" name="tierId" value={tier.id} />
              <SubmitButton plain>Offer again</SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function TierHead({ tier }: { tier: OwnTierShown }) {
  return (
    <div className="own-tier-head">
      <h2>{tier.name}</h2>
      <p className="tier-price">
        <b>{formatMoney(tier.priceMinor, tier.currency, { trim: true })}</b> a month
      </p>
      <p className="hint">{standing(tier)}</p>
    </div>
  );
}

function standing({ pledges, taken, places, monthlyMinor, currency, firstMonthInFull }: OwnTierShown): string {
  const who = pledges === 0 ? 'Nobody has it yet' : `${people(pledges)}, ${formatMoney(monthlyMinor, currency)} a month`;
  const room = places === null ? null : `${taken} of ${places} places taken`;
  return [who, room, firstMonthInFull ? 'first month in full' : null].filter(Boolean).join(' · ');
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

function Move(props: { action: FormAction; tier: OwnTierShown; first: boolean; last: boolean }) {
  if (props.first && props.last) return null;
  return (
    <ActionForm action={props.action} label={`Move ${props.tier.name}`} className="own-tier-moves">
      <input type="hidden" name="tierId" value={props.tier.id} />
      <button type="submit" name="to" value="up" className="move" aria-label={`Move ${props.tier.name} up`} disabled={props.first}>
        <Icon name="chevron-up" />
      </button>
      <button type="submit" name="to" value="down" className="move" aria-label={`Move ${props.tier.name} down`} disabled={props.last}>
        <Icon name="chevron-down" />
      </button>
    </ActionForm>
  );
}
