import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ConfirmTip } from '@/components/tips/confirm-tip';
import { getViewer } from '@/lib/auth';
import { isRefusal } from '@/lib/errors';
import { isId } from '@/lib/ids';
import { formatMoney } from '@/lib/money';
import { businessClock, offeredMethods } from '@/lib/stripe';
import { priceTipDraft } from '@/lib/tips';
import { confirmTip } from '../../actions';

type Props = { params: Promise<{ handle: string; draft: string }> };

/**
 * The address is told to no other site. Not 'no-referrer': a browser would then send the form with
 * `Origin: null`, as if it came from nowhere (Fetch standard, "append a request Origin header").
 */
export const metadata: Metadata = { title: 'Confirm your tip', robots: { index: false }, referrer: 'same-origin' };

/** Where a tip from a form without JavaScript shows its exact sums, with one button to confirm. */
export default async function ConfirmTipRoute({ params }: Props) {
  const { handle, draft: draftId } = await params;
  const priced = isId(draftId) ? await price(draftId) : null;
  if (!priced || priced.creator.handle !== handle) notFound();
  const { draft, creator, prices } = priced;
  return (
    <ConfirmTip
      action={confirmTip}
      draftId={draft.id}
      creator={creator}
      currency={draft.currency}
      estimate={prices}
      tip={formatMoney(draft.amountMinor, draft.currency, { trim: true })}
      way={draft.way}
      words={{ name: draft.displayName, message: draft.message, visibility: draft.visibility }}
      payWith={offeredMethods(draft.currency)}
    />
  );
}

/** A tip for a tab needs whose it is; one that their tab takes no more is as if it were gone. */
async function price(draftId: string) {
  const viewer = await getViewer();
  try {
    return await priceTipDraft(draftId, await businessClock(), viewer?.personId);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
