import { FeeRows } from '@/components/admin/fee-rows';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { addDays } from '@/lib/dates';
import { feeHistory, listEstimates, NOTICE_DAYS } from '@/lib/pricing';
import { loadAdmin, proofHref } from '../load';
import { announce } from './actions';

export const metadata = { title: 'Fees' };

export default async function FeesRoute() {
  const { viewer, clocks } = await loadAdmin();
  const db = getDb();
  const { now } = clocks.business;
  const [history, estimates, proof] = await Promise.all([feeHistory(db), listEstimates(db, now), proofHref(viewer)]);
  return (
    <>
      <RoomHead title="Fees" sentence="What is taken of a dollar, by whom, and since when." />
      <FeeRows
        history={history}
        estimates={estimates}
        now={now}
        noticeDays={NOTICE_DAYS}
        earliest={addDays(now, 1).toISOString().slice(0, 10)}
        announce={announce}
        canAnnounce={proof === null}
        proofHref={proof ?? ''}
      />
    </>
  );
}
