import type { Metadata } from 'next';
import { Home } from '@/components/creators/home';
import { getDb } from '@/db/client';
import { CREATOR_KIND_NAMES, listCreators } from '@/lib/creators';
import { estimateTip } from '@/lib/pricing';
import { shownPricing } from '../shown-pricing';

const FEATURED = 6;

export const metadata: Metadata = { alternates: { canonical: '/' } };

export default async function HomeRoute() {
  const [{ creators }, pricing] = await Promise.all([
    listCreators(getDb(), { limit: FEATURED }),
    shownPricing('USD'),
  ]);
  const estimate = (amountMinor: number) =>
    estimateTip({ ...pricing, amountMinor, platformTipMinor: 0, coverFees: false, currency: 'USD' });
  return (
    <Home
      creators={creators.map((creator) => ({ ...creator, kindName: CREATOR_KIND_NAMES[creator.kind] }))}
      three={estimate(300)}
      one={estimate(100)}
      ten={estimate(1_000)}
    />
  );
}
