import type { Metadata } from 'next';
import { ConfirmLinkOver, ConfirmPledge } from '@/components/pledges/confirm-pledge';
import { getDb } from '@/db/client';
import { getViewer } from '@/lib/auth';
import { findGuestLink } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { confirm, refuse, signInFirst } from '../../actions';

/**
 * The address holds the token, so it is told to no other site. Not 'no-referrer': a browser would
 * then send the form with `Origin: null`.
 */
export const metadata: Metadata = { title: 'Is this pledge yours?', robots: { index: false, follow: false }, referrer: 'same-origin' };

/** What a mailed link opens. Looking does nothing, however often a mail scanner looks: only the buttons do. */
export default async function ConfirmPledgeRoute({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, viewer] = [await params, await getViewer()];
  const link = await findGuestLink(getDb(), token, viewer?.personId ?? null, await businessClock());
  if (!link) return <ConfirmLinkOver />;
  return <ConfirmPledge link={link} token={token} confirm={confirm} refuse={refuse} signInFirst={signInFirst} />;
}
