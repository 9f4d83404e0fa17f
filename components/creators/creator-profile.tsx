import { TipForm, type TipFormProps } from '@/components/tips/tip-form';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { TipPricing } from '@/lib/pricing/input';
import { About } from './about';
import { AccentStyle } from './accent-style';
import { CreatorHead } from './creator-head';
import { Goal } from './goal';
import { Lately } from './lately';

type Profile = {
  id: string;
  name: string;
  tagline: string;
  bio: string;
  art: string;
  currency: Currency;
  presetsMinor: number[];
  minimumMinor: number;
  createdAt: Date;
  links: { label: string; url: string }[];
  goal: { title: string; targetMinor: number } | null;
};

type Received = { id: string; name: string | null; message: string | null; amountMinor: number; receivedAt: Date };

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/**
 * A creator's page. On a phone the form stands right below the name, because most fans come there to
 * give; on a desk it stays in view beside the rest. Nothing here depends on the visitor.
 */
export function CreatorProfile(props: {
  action: TipFormProps['action'];
  creator: Profile;
  accent: Parameters<typeof AccentStyle>[0]['accent'];
  nonce: string | undefined;
  tips: Received[];
  totals: { tipsReceived: number; goalReceivedMinor: number };
  pricing: TipPricing;
  limits: { directMinimumMinor: number; smallBillMinor: number };
  payWith: string;
}) {
  const { creator, limits, totals } = props;
  const { currency, goal } = creator;
  const trimmed = (amountMinor: number) => formatMoney(amountMinor, currency, { trim: true });
  return (
    <div className="shell">
      <AccentStyle accent={props.accent} nonce={props.nonce} />
      <CreatorHead name={creator.name} tagline={creator.tagline} art={creator.art} />
      <div className="mt-6 grid items-start gap-10 sm:pl-2 lg:mt-10 lg:grid-cols-[minmax(0,1fr)_23.5rem] lg:gap-14">
        <div className="card p-4 sm:p-5 lg:sticky lg:top-6 lg:order-2">
          <TipForm
            action={props.action}
            creator={{ id: creator.id, name: creator.name }}
            terms={{
              currency,
              presetsMinor: creator.presetsMinor,
              minimumMinor: Math.max(creator.minimumMinor, limits.directMinimumMinor),
              smallBillMinor: limits.smallBillMinor,
              pricing: props.pricing,
            }}
            payWith={props.payWith}
          />
        </div>
        <div className="grid min-w-0 gap-10">
          <About bio={creator.bio} links={creator.links} facts={facts(totals.tipsReceived, creator.createdAt)} />
          {goal && (
            <Goal
              title={goal.title}
              received={trimmed(totals.goalReceivedMinor)}
              target={trimmed(goal.targetMinor)}
              receivedMinor={totals.goalReceivedMinor}
              targetMinor={goal.targetMinor}
            />
          )}
          <Lately
            creatorName={creator.name}
            tips={props.tips.map((tip) => ({
              id: tip.id,
              name: tip.name,
              message: tip.message,
              amount: trimmed(tip.amountMinor),
              day: day.format(tip.receivedAt),
              date: tip.receivedAt.toISOString(),
            }))}
          />
        </div>
      </div>
    </div>
  );
}

function facts(tipsReceived: number, createdAt: Date): string[] {
  const since = `Since ${month.format(createdAt)}`;
  if (tipsReceived === 0) return [since];
  return [`${tipsReceived.toLocaleString('en')} ${tipsReceived === 1 ? 'tip' : 'tips'}`, since];
}
