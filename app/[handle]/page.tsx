import type { Metadata } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { cache } from 'react';
import { CreatorProfile } from '@/components/creators/creator-profile';
import { getDb } from '@/db/client';
import { findCreatorPage, isHandle, readableAccent } from '@/lib/creators';
import { operatorLimits } from '@/lib/pricing';
import { offeredMethods } from '@/lib/stripe';
import { recentPublicTips, tipTotals } from '@/lib/tips';
import { styleNonce } from '../nonce';
import { openGraph } from '../open-graph';
import { shownPricing } from '../shown-pricing';
import { startTip } from './actions';

const LATELY = 10;

type Props = { params: Promise<{ handle: string }> };

/** Metadata and page ask for the same creator; the database is asked once. */
const load = cache((handle: string) => findCreatorPage(getDb(), handle));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { handle } = await params;
  const creator = await load(handle);
  if (!creator) return { title: 'Not here', robots: { index: false } };
  return {
    title: creator.name,
    description: creator.tagline,
    alternates: { canonical: `/${handle}` },
    openGraph: openGraph({ title: creator.name, description: creator.tagline, url: `/${handle}` }),
  };
}

export default async function CreatorRoute({ params }: Props) {
  const { handle } = await params;
  const creator = await load(handle);
  if (!creator) return notFoundOrLowered(handle);
  const db = getDb();
  const [tips, totals, pricing, nonce] = await Promise.all([
    recentPublicTips(db, creator.id, LATELY),
    tipTotals(db, creator.id),
    shownPricing(creator.currency),
    styleNonce(),
  ]);
  return (
    <CreatorProfile
      action={startTip}
      creator={creator}
      accent={readableAccent(creator.accent)}
      nonce={nonce}
      tips={tips}
      totals={totals}
      pricing={pricing}
      limits={operatorLimits(creator.currency)}
      payWith={offeredMethods(creator.currency)}
    />
  );
}

/** Handles are lower-case; an address typed otherwise leads to the page all the same. */
async function notFoundOrLowered(handle: string): Promise<never> {
  const lowered = handle.toLowerCase();
  if (lowered !== handle && isHandle(lowered) && (await load(lowered))) permanentRedirect(`/${lowered}`);
  notFound();
}
