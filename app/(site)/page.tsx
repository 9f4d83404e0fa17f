import type { Metadata } from 'next';
import { Home } from '@/components/creators/home';
import { getDb } from '@/db/client';
import { CREATOR_KIND_NAMES, listCreators } from '@/lib/creators';
import { currentPricing, estimateTip } from '@/lib/pricing';
import { businessClock } from '@/lib/stripe';

const FEATURED = 6;

export const metadata: Metadata = { alternates: { canonical: '/' } };

export default async function HomeRoute() {
  const db = getDb();
  const [{ creators }, pricing] = await Promise.all([
    listCreators(db, { limit: FEATURED }),
    businessClock().then((now) => currentPricing(db, 'USD', now)),
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
