import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccentStyle } from '@/components/creators/accent-style';
import { JoinPage } from '@/components/pledges/join-page';
import { getDb } from '@/db/client';
import { getViewer } from '@/lib/auth';
import { readableAccent } from '@/lib/creators';
import { newId } from '@/lib/ids';
import { isRefusal } from '@/lib/errors';
import { parseAmount } from '@/lib/money';
import { findOffer, prepareJoin } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { styleNonce } from '../../../nonce';
import { join } from '../actions';

type Props = { params: Promise<{ handle: string; tier: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Pledge', robots: { index: false }, referrer: 'same-origin' };

/** What one tier gives and costs, every amount and date, and the one button that pledges. */
export default async function JoinRoute({ params, searchParams }: Props) {
  const [{ handle, tier: tierId }, asked] = [await params, await searchParams];
  const db = getDb();
  const offer = await findOffer(db, tierId);
  if (!offer || offer.creator.handle !== handle || offer.creator.status !== 'active') notFound();
  const [viewer, now, nonce] = [await getViewer(), await businessClock(), await styleNonce()];
  const view = await prepareJoin(db, offer, viewer, now);
  const { tier, creator } = offer;
  return (
    <>
      <AccentStyle accent={readableAccent(creator.accent)} nonce={nonce} />
      <JoinPage
        action={join}
        formKey={newId()}
        tier={{
          id: tier.id, name: tier.name, description: tier.description, benefits: tier.benefits, priceMinor: tier.priceMinor,
          currency: tier.currency, firstMonthInFull: tier.firstMonthInFull,
        }}
        creator={{ name: creator.name, handle: creator.handle, avatar: creator.avatar }}
        view={view}
        isGuest={viewer === null}
        now={now.toISOString()}
        amountMinor={amountAsked(asked.amount, tier)}
        shownAgain={asked.again === 'yes'}
      />
    </>
  );
}

/** An amount that the form sent back, or the price. */
function amountAsked(typed: string | string[] | undefined, { priceMinor, currency }: { priceMinor: number; currency: Parameters<typeof parseAmount>[1] }): number {
  if (typed === undefined) return priceMinor;
  try {
    return Math.max(priceMinor, parseAmount(typed, currency));
  } catch (error) {
    if (isRefusal(error)) return priceMinor;
    throw error;
  }
}
