import { JobList } from '@/components/admin/jobs';
import { PassTime } from '@/components/admin/pass-time';
import { momentWords } from '@/components/admin/when';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listJobs, nextBillingEvening } from '@/lib/admin';
import { hasSandboxClock } from '@/lib/stripe';
import { loadAdmin, type Clocks } from '../load';
import { passTime, run } from './actions';

export const metadata = { title: 'Jobs' };

export default async function JobsRoute() {
  const { clocks } = await loadAdmin();
  const jobs = await listJobs(getDb(), clocks.real.now);
  return (
    <>
      <RoomHead title="Jobs" sentence="Everything that happens without a person waiting for it. Each may be run at any time; it does what is due and nothing twice." />
      {hasSandboxClock() && <PassToEvening clock={clocks.business} />}
      <JobList jobs={jobs} run={run} clock={clocks.real} />
    </>
  );
}

async function PassToEvening({ clock }: { clock: Clocks['business'] }) {
  const next = await nextBillingEvening();
  return <PassTime now={momentWords(clock.now, clock)} next={next && momentWords(next, clock)} pass={passTime} />;
}
