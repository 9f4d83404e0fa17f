import type { Metadata } from 'next';
import { Fees } from '@/components/pricing/fees';
import { getDb } from '@/db/client';
import { invariant } from '@/lib/errors';
import { currentLimits, currentPricing, feeHistory, listEstimates, NOTICE_DAYS, offeredCurrencies } from '@/lib/pricing';
import { businessClock } from '@/lib/stripe';
import { styleNonce } from '../../nonce';

export const metadata: Metadata = {
  title: 'How fees work',
  description: 'What Tuppence takes, what the payment processor takes, and what of a dollar arrives. To the cent.',
  alternates: { canonical: '/fees' },
};

/** Public, the same for everybody and answered from memory: it reads prices and nothing else. */
export default async function FeesRoute() {
  const db = getDb();
  const now = await businessClock();
  const [history, estimates, nonce, ...prices] = await Promise.all([
    feeHistory(db),
    listEstimates(db, now),
    styleNonce(),
    ...offeredCurrencies.map(async (currency) => ({
      currency,
      pricing: await currentPricing(db, currency, now),
      giftMinor: (await currentLimits(db, currency)).directMinimumMinor,
    })),
  ]);
  const [first, ...others] = prices;
  invariant(first, 'the operator offers a currency');
  return (
    <Fees
      prices={[first, ...others]}
      history={history}
      estimates={estimates}
      now={now}
      noticeDays={NOTICE_DAYS}
      nonce={nonce}
    />
  );
}
