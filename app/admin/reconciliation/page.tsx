import { Balances, ClosedGaps, Differences, Movements, ReconciliationState } from '@/components/admin/reconciliation';
import { Notice } from '@/components/ui/notice';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listClosedGaps, listGaps, listKinds, readBalances } from '@/lib/reconcile';
import { loadAdmin, oneOf, proofHref, readQuery, type Asked } from '../load';
import { book, settle } from './actions';

export const metadata = { title: 'Reconciliation' };

const DONE: Record<string, string> = {
  booked: 'Booked. It is no difference any more.',
  settled: 'Settled. The books hold what Stripe holds.',
  recorded: 'Recorded. It is income of its creators now.',
  sent: 'Sent back to who paid. What Stripe kept of it is booked too.',
};

export default async function ReconciliationRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const did = oneOf(Object.keys(DONE), (await readQuery(searchParams, 'did')).did);
  const db = getDb();
  const [balances, gaps, kinds, closed] = await Promise.all([readBalances(db), listGaps(db), listKinds(db, clocks.business.now), listClosedGaps(db)]);
  return (
    <>
      <RoomHead title="Reconciliation" sentence="Stripe’s own record of the balance beside our books, compared every minute. What differs for five minutes stands here and is mailed to every admin.">
        <a href="/admin/jobs/reconcile" className="button button-plain">Compare now</a>
      </RoomHead>
      {did && <Notice tone="good" icon="check">{DONE[did]}</Notice>}
      <ReconciliationState balances={balances} gaps={gaps} clocks={clocks} />
      <Balances balances={balances} clocks={clocks} />
      <Differences gaps={gaps} clocks={clocks} deciding={{ book, settle, proofHref: await proofHref(viewer) }} />
      <Movements kinds={kinds} />
      <ClosedGaps gaps={closed} clocks={clocks} />
    </>
  );
}
