import { Barred, HardAct } from '@/components/admin/suspension';
import { getDb } from '@/db/client';
import type { Viewer } from '@/lib/auth';
import { isOwnFreeze, type StandingFreeze } from '@/lib/disputes';
import { proofHref } from '../load';
import { thaw } from './actions';

const TITLE = 'Their tab is frozen';

/** What lifts the freeze of a fan's tab, or why this admin cannot do it now; nothing where nothing is frozen. */
export async function LiftFreeze({ freeze, viewer }: { freeze: StandingFreeze | null; viewer: Viewer }) {
  if (!freeze) return null;
  if (await isOwnFreeze(getDb(), freeze, viewer.personId)) return <Barred title={TITLE} sentence="This is about your own payment or page. Another admin has to decide." />;
  const proof = await proofHref(viewer);
  if (proof) return <Barred title={TITLE} sentence="Nothing new goes on it and nothing is charged. Show your second factor to lift that." href={proof} />;
  return (
    <HardAct
      title={TITLE}
      open="Let it go on…"
      consequence={<>{because(freeze)} They can tip and pledge on their tab again, and what waited is charged by the next run. Do it when you are sure that the cardholder themselves paid.</>}
      button="Lift the freeze"
      label="Lift the freeze of this tab"
      action={thaw}
      id={freeze.fanId}
      isDanger={false}
      reasonHint="For the audit log."
    />
  );
}

/** Each cause with its own page, so that nobody decides about one and lifts two unseen. */
function because({ causes }: StandingFreeze) {
  return (
    <>
      It is frozen because of{' '}
      {causes.map(({ disputeId, warningId }, at) => (
        <span key={disputeId ?? warningId}>
          {at > 0 && ', and '}
          {disputeId
            ? <a href={`/admin/disputes/${disputeId}`} className="text-link">a dispute</a>
            : <a href={`/admin/disputes/warnings/${warningId ?? ''}`} className="text-link">a warning of fraud</a>}
        </span>
      ))}
      .
    </>
  );
}
