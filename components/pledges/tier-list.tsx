import { formatMoney, type Currency } from '@/lib/money/input';

export type ShownTier = {
  id: string;
  name: string;
  description: string;
  benefits: string[];
  priceMinor: number;
  currency: Currency;
  placesLeft: number | null;
};

/** Below this a tier says how many places are left; above, it is no reason to hurry. */
const FEW = 10;

/**
 * What can be pledged by the month, each a plain link to the page that joins it: it is the same for
 * every visitor and needs no script.
 */
export function TierList({ handle, tiers }: { handle: string; tiers: ShownTier[] }) {
  if (tiers.length === 0) return null;
  return (
    <section className="tiers" aria-labelledby="tiers">
      <h2 id="tiers">Every month</h2>
      <ul>
        {tiers.map((tier) => (
          <li key={tier.id}>
            <TierCard handle={handle} tier={tier} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TierCard({ handle, tier }: { handle: string; tier: ShownTier }) {
  const inside = (
    <>
      <span className="tier-name">{tier.name}</span>
      <span className="tier-price">
        <b>{formatMoney(tier.priceMinor, tier.currency, { trim: true })}</b> a month
      </span>
      {tier.description && <span className="tier-said">{tier.description}</span>}
      {tier.benefits.length > 0 && (
        <span className="tier-benefits">
          {tier.benefits.map((benefit) => (
            <span key={benefit}>{benefit}</span>
          ))}
        </span>
      )}
    </>
  );
  if (tier.placesLeft === 0) {
    return (
      <div className="card tier-card">
        {inside}
        <span className="tier-room">All places are taken</span>
      </div>
    );
  }
  return (
    <a href={`/${handle}/join/${tier.id}`} className="card tier-card">
      {inside}
      <RoomLeft places={tier.placesLeft} />
      <span className="button button-plain">Join</span>
    </a>
  );
}

function RoomLeft({ places }: { places: number | null }) {
  if (places === null || places > FEW) return null;
  return <span className="tier-room">{places === 1 ? 'One place left' : `${places} places left`}</span>;
}
