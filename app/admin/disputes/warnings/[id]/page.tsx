import { notFound } from 'next/navigation';
import { Barred, HardAct } from '@/components/admin/suspension';
import { WarningFacts } from '@/components/disputes/warning';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import type { Viewer } from '@/lib/auth';
import { findWarning, freezeOfWarning, readEvidence, type WarningRow } from '@/lib/disputes';
import { formatMoney } from '@/lib/money';
import { loadAdmin, proofHref, readId } from '../../../load';
import { giveBack } from '../../actions';
import { LiftFreeze } from '../../freeze';

export const metadata = { title: 'A warning of fraud' };

export default async function WarningRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const db = getDb();
  const warning = await findWarning(db, await readId(params));
  if (!warning) notFound();
  const freeze = await freezeOfWarning(db, warning.id);
  return (
    <>
      <RoomHead title={`${formatMoney(warning.amountMinor, warning.currency)} warned of`} sentence="The card’s network thinks that somebody else than its holder paid this.">
        <a href="/admin/disputes" className="button button-plain">All disputes</a>
      </RoomHead>
      <div className="grid gap-5 max-w-2xl">
        <WarningFacts warning={warning} personId={freeze?.personId ?? null} clock={clocks.business} />
        <GiveBack warning={warning} viewer={viewer} />
        <LiftFreeze freeze={freeze} viewer={viewer} />
      </div>
    </>
  );
}

async function GiveBack({ warning, viewer }: { warning: WarningRow; viewer: Viewer }) {
  if (!warning.waits) return null;
  const title = warning.refundStatus === 'failed' ? 'Send it back again' : 'Send it back';
  const facts = await readEvidence(getDb(), warning.paymentId);
  if (facts?.personIds.includes(viewer.personId)) return <Barred title={title} sentence="This is about your own payment or page. Another admin has to decide." />;
  const proof = await proofHref(viewer);
  if (proof) return <Barred title={title} sentence="Show your second factor again before money moves." href={proof} />;
  return (
    <HardAct
      title={title}
      open={`${title}…`}
      consequence="What is left of the payment goes back to the card, and its creators’ balances bear it as with any refund. A refund costs nothing; a dispute costs $15."
      button="Send it back"
      label={title}
      action={giveBack}
      id={warning.id}
      isDanger
      reasonHint="For the audit log."
    />
  );
}
