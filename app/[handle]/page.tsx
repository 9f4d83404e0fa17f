import type { Metadata } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { CreatorProfile } from '@/components/creators/creator-profile';
import { getDb } from '@/db/client';
import { findCreatorPage, findRenamedTo, hasHandleShape, moneyObstacle, readableAccent } from '@/lib/creators';
import { listTiers } from '@/lib/pledges';
import { offeredMethods } from '@/lib/stripe';
import { recentPublicTips, tipTotals } from '@/lib/tips';
import { styleNonce } from '../nonce';
import { openGraph } from '../open-graph';
import { remember } from '../remember';
import { shownCountries } from '../shown-countries';
import { shownLimits } from '../shown-limits';
import { shownPricing } from '../shown-pricing';
import { startTip } from './actions';
import { findGiver } from './find-giver';

const LATELY = 10;

type Props = { params: Promise<{ handle: string }> };

/** What the page cache's five seconds leave room for (lib/http/page-cache.ts). */
const FRESH_MS = 250;

/** Metadata and page ask for the same creator, and so do all who open the page at this moment. */
const load = remember(FRESH_MS, async (handle: string) => {
  const creator = await findCreatorPage(getDb(), handle);
  if (!creator) return null;
  const [tips, totals, tiers] = await Promise.all([
    recentPublicTips(getDb(), creator.id, LATELY),
    tipTotals(getDb(), creator.id),
    listTiers(getDb(), creator.id),
  ]);
  return {
    creator,
    // Whether the first month is paid in full stands where it is joined.
    tiers: tiers.map(({ firstMonthInFull: _full, ...tier }) => tier),
    tips,
    totals,
    accent: readableAccent(creator.accent),
    payWith: offeredMethods(creator.currency),
  };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { handle } = await params;
  const creator = (await load(handle))?.creator;
  if (!creator) return { title: 'Not here', robots: { index: false } };
  return {
    title: creator.name,
    description: description(creator),
    alternates: { canonical: `/${handle}` },
    openGraph: openGraph({ title: creator.name, description: description(creator), url: `/${handle}` }),
  };
}

/** A page without a tagline is described by what it offers. */
function description({ tagline, offer, name }: { tagline: string; offer: string; name: string }): string {
  return tagline || offer.slice(0, 160) || `The page of ${name}`;
}

export default async function CreatorRoute({ params }: Props) {
  const { handle } = await params;
  const found = await load(handle);
  if (!found) return notFoundOrMoved(handle);
  const { creator, tiers, tips, totals, accent, payWith } = found;
  const [pricing, { directMinimumMinor, smallBillMinor, tabFirstMinor }, countries, nonce, giver] = await Promise.all([
    shownPricing(creator.currency),
    shownLimits(creator.currency),
    shownCountries(),
    styleNonce(),
    findGiver(creator),
  ]);
  return (
    <CreatorProfile
      action={startTip}
      creator={creator}
      accent={accent}
      nonce={nonce}
      tiers={tiers}
      tips={tips}
      totals={totals}
      takesTips={moneyObstacle(creator, countries) === null}
      pricing={pricing}
      limits={{ directMinimumMinor, smallBillMinor, tabFirstMinor }}
      payWith={payWith}
      giver={giver}
    />
  );
}

/**
 * Handles are lower-case, and an address that a page had before leads to it for ever; typed either
 * way, the page is found. A closed page answers under all its names like one that never was.
 */
async function notFoundOrMoved(handle: string): Promise<never> {
  const lowered = handle.toLowerCase();
  if (!hasHandleShape(lowered)) notFound();
  const moved = (lowered !== handle && (await load(lowered)) && lowered) || (await findRenamedTo(getDb(), lowered));
  if (moved) permanentRedirect(`/${moved}`);
  notFound();
}
