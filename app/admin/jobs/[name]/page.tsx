import { notFound } from 'next/navigation';
import { JobState, RunList, RunNow } from '@/components/admin/jobs';
import { jobWords } from '@/components/admin/words';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listJobs, listRuns } from '@/lib/admin';
import { isJobName } from '@/lib/jobs';
import { loadAdmin } from '../../load';
import { run } from '../actions';

export const metadata = { title: 'Job' };

const RUNS = 50;

export default async function JobRoute({ params }: { params: Promise<{ name: string }> }) {
  const { clocks } = await loadAdmin();
  const { name } = await params;
  if (!isJobName(name)) notFound();
  const db = getDb();
  const [jobs, runs] = await Promise.all([listJobs(db, clocks.real.now), listRuns(db, name, RUNS)]);
  const job = jobs.find((row) => row.name === name);
  if (!job) notFound();
  return (
    <>
      <RoomHead title={name} sentence={jobWords(name)}>
        <RunNow name={name} openRun={job.openRun} run={run} />
      </RoomHead>
      <Section title="Runs that did something">
        <p><JobState job={job} now={clocks.real.now} /></p>
        <RunList runs={runs} clock={clocks.real} />
      </Section>
    </>
  );
}
