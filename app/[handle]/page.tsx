import type { Metadata } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { cache } from 'react';
import { CreatorProfile } from '@/components/creators/creator-profile';
import { getDb } from '@/db/client';
import { findCreatorPage, isHandle, readableAccent } from '@/lib/creators';
import { currentPricing, operatorLimits } from '@/lib/pricing';
import { businessClock, offeredMethods } from '@/lib/stripe';
import { recentPublicTips, tipTotals } from '@/lib/tips';
import { styleNonce } from '../nonce';
import { startTip } from './actions';

const LATELY = 12;

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
    openGraph: { type: 'profile', title: creator.name, description: creator.tagline, url: `/${handle}` },
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
    businessClock().then((now) => currentPricing(db, creator.currency, now)),
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
