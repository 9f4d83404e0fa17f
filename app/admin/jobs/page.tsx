import { JobList } from '@/components/admin/jobs';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listJobs } from '@/lib/admin';
import { loadAdmin } from '../load';
import { run } from './actions';

export const metadata = { title: 'Jobs' };

export default async function JobsRoute() {
  const { clocks } = await loadAdmin();
  const jobs = await listJobs(getDb(), clocks.real.now);
  return (
    <>
      <RoomHead title="Jobs" sentence="Everything that happens without a person waiting for it. Each may be run at any time; it does what is due and nothing twice." />
      <JobList jobs={jobs} run={run} clock={clocks.real} />
    </>
  );
}
