import { notFound } from 'next/navigation';
import { StrayDecisions, StrayFacts } from '@/components/admin/stray-charge';
import { Notice } from '@/components/ui/notice';
import { RoomHead } from '@/components/ui/room-shell';
import { formatMoney } from '@/lib/money';
import { findStray } from '@/lib/reconcile';
import { ProcessorUnavailable } from '@/lib/stripe';
import { loadAdmin, proofHref } from '../../load';
import { giveBack, record } from '../actions';

export const metadata = { title: 'A charge that our books do not know' };

export default async function StrayRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const { id } = await params;
  const stray = await ask(id);
  if (!stray) notFound();
  return (
    <>
      <RoomHead
        title={stray === 'away' ? 'A charge that our books do not know' : `${formatMoney(stray.amountMinor, stray.currency)} that our books do not know`}
        sentence="Stripe took it, and no payment of ours stands behind it: as after a restore, of all that was paid since the backup."
      >
        <a href="/admin/reconciliation" className="button button-plain">All differences</a>
      </RoomHead>
      {stray === 'away' ? <Notice tone="wait" icon="clock">Stripe does not answer just now, and only Stripe knows what it paid for. Reload the page in a minute.</Notice> : (
        <div className="grid gap-5 max-w-2xl">
          <StrayFacts stray={stray} clock={clocks.business} />
          <StrayDecisions stray={stray} deciding={{ record, giveBack, proofHref: await proofHref(viewer) }} />
        </div>
      )}
    </>
  );
}

/** Only ids that the processor gives to charges are asked for. */
async function ask(id: string) {
  if (!/^(ch|py)_[A-Za-z0-9_]{1,100}$/.test(id)) return null;
  try {
    return await findStray(id);
  } catch (error) {
    if (error instanceof ProcessorUnavailable) return 'away' as const;
    throw error;
  }
}
