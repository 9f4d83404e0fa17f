'use client';

import type { ReactNode } from 'react';
import { TierList, type ShownTier } from '@/components/pledges/tier-list';
import { TipForm, type TipFormProps } from '@/components/tips/tip-form';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { Pictures } from '@/lib/media';
import type { TipPricing } from '@/lib/pricing/input';
import type { PublicTip } from '@/lib/tips';
import { CreatorHead } from './creator-head';
import { Goal } from './goal';
import { Lately } from './lately';
import { NoTips } from './no-tips';

type Shown = {
  id: string;
  handle: string;
  name: string;
  tagline: string;
  pictures: Pictures;
  currency: Currency;
  presetsMinor: number[];
  minimumMinor: number;
  goal: { title: string; targetMinor: number } | null;
};

export type SheetProps = {
  action: TipFormProps['action'];
  creator: Shown;
  /** Their own words, drawn on the server: what reads Markdown stays out of the browser. */
  about: ReactNode;
  /** What can be pledged by the month. */
  tiers: ShownTier[];
  tips: PublicTip[];
  goalReceivedMinor: number;
  /** Whether the page may take money; without, it says so in the place of the form. */
  takesTips: boolean;
  pricing: TipPricing;
  limits: { directMinimumMinor: number; smallBillMinor: number; tabFirstMinor: number };
  payWith: string;
  /** Who is signed in, for their form; null on every page that is answered from memory. */
  giver?: TipFormProps['giver'];
};

/** Written out by hand, like sums: the `Intl` of a server and of a browser may differ, and must not here. */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];

/**
 * What stands on a creator's page, laid out by the width that it is given: the editor shows the same
 * beside its form. On a phone the tip form stands right below the name, because most fans come there
 * to give; on a desk it stays in view beside the rest. A client component, because a server one is
 * written into every page a second time, element by element, and that was a fifth of a render.
 */
export function CreatorSheet({ creator, tiers, tips, about, goalReceivedMinor, ...props }: SheetProps) {
  const { goal } = creator;
  const sum = (amountMinor: number, currency: Currency) => formatMoney(amountMinor, currency, { trim: true });
  return (
    <div className="creator-page">
      <CreatorHead name={creator.name} tagline={creator.tagline} pictures={creator.pictures} />
      <div className="creator-columns">
        <div className="card creator-give">
          <Give creator={creator} {...props} />
        </div>
        <div className="creator-words">
          {about}
          {props.takesTips && <TierList handle={creator.handle} tiers={tiers} />}
          {goal && (
            <Goal
              title={goal.title}
              received={sum(goalReceivedMinor, creator.currency)}
              target={sum(goal.targetMinor, creator.currency)}
              receivedMinor={goalReceivedMinor}
              targetMinor={goal.targetMinor}
            />
          )}
          <Lately
            creatorName={creator.name}
            tips={tips.map((tip) => ({
              id: tip.id,
              name: tip.name,
              message: tip.message,
              amount: sum(tip.amountMinor, tip.currency),
              day: day(tip.receivedAt),
              date: tip.receivedAt.toISOString(),
            }))}
          />
        </div>
      </div>
    </div>
  );
}

function Give(props: Pick<SheetProps, 'action' | 'creator' | 'takesTips' | 'pricing' | 'limits' | 'payWith' | 'giver'>) {
  const { creator, limits } = props;
  if (!props.takesTips) return <NoTips creatorName={creator.name} />;
  return (
    <TipForm
      action={props.action}
      creator={{ id: creator.id, name: creator.name }}
      terms={{
        currency: creator.currency,
        presetsMinor: creator.presetsMinor,
        minimumMinor: Math.max(creator.minimumMinor, limits.directMinimumMinor),
        smallBillMinor: limits.smallBillMinor,
        tabFirstMinor: limits.tabFirstMinor,
        pricing: props.pricing,
      }}
      payWith={props.payWith}
      giver={props.giver}
    />
  );
}

function day(at: Date): string {
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
}
