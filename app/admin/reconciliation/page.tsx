import { Balances, ClosedGaps, Differences, Movements, ReconciliationState } from '@/components/admin/reconciliation';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listClosedGaps, listGaps, listKinds, readBalances } from '@/lib/reconcile';
import { loadAdmin, proofHref } from '../load';
import { book, settle } from './actions';

export const metadata = { title: 'Reconciliation' };

export default async function ReconciliationRoute() {
  const { viewer, clocks } = await loadAdmin();
  const db = getDb();
  const [balances, gaps, kinds, closed] = await Promise.all([readBalances(db), listGaps(db), listKinds(db, clocks.business.now), listClosedGaps(db)]);
  return (
    <>
      <RoomHead title="Reconciliation" sentence="Stripe’s own record of the balance beside our books, compared every minute. What differs for five minutes stands here and is mailed to every admin.">
        <a href="/admin/jobs/reconcile" className="button button-plain">Compare now</a>
      </RoomHead>
      <ReconciliationState balances={balances} gaps={gaps} clocks={clocks} />
      <Balances balances={balances} clocks={clocks} />
      <Differences gaps={gaps} clocks={clocks} deciding={{ book, settle, proofHref: await proofHref(viewer) }} />
      <Movements kinds={kinds} />
      <ClosedGaps gaps={closed} clocks={clocks} />
    </>
  );
}
