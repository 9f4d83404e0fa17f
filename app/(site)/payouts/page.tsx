import type { Metadata } from 'next';
import { HowPayoutsWork } from '@/components/review/how-payouts-work';
import { getDb } from '@/db/client';
import { env } from '@/lib/env';
import { REST_HOURS } from '@/lib/payout-accounts';
import { readPayoutTerms } from '@/lib/payouts';
import { offeredCurrencies } from '@/lib/pricing';
import { readReviewTimes } from '@/lib/review';
import { readSetting } from '@/lib/settings';
import { businessClock } from '@/lib/stripe';

export const metadata: Metadata = {
  title: 'How payouts work',
  description: 'When creators are paid, what it costs, who looks at it before, and how long that really took in the last 90 days.',
  alternates: { canonical: '/payouts' },
};

/** Public, the same for everybody and answered from memory: it reads terms and counts, and nobody's payout. */
export default async function HowPayoutsWorkRoute() {
  const db = getDb();
  const [times, holdDays, terms] = await Promise.all([
    businessClock().then((now) => readReviewTimes(db, now)),
    readSetting(db, 'holdDays'),
    Promise.all(offeredCurrencies.map(async (currency) => ({ currency, ...(await readPayoutTerms(db, currency)) }))),
  ]);
  return <HowPayoutsWork times={times} holdDays={holdDays} terms={terms} restHours={REST_HOURS} operatorName={env().OPERATOR_NAME} />;
}
