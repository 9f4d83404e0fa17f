import { notFound } from 'next/navigation';
import { RunFile } from '@/components/admin/jobs';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findRun, namesOf } from '@/lib/admin';
import { loadAdmin, readId } from '../../../load';

export const metadata = { title: 'Run' };

export default async function RunRoute({ params }: { params: Promise<{ id: string }> }) {
  const { clocks } = await loadAdmin();
  const run = await findRun(getDb(), await readId(params));
  if (!run) notFound();
  const names = await namesOf(getDb(), run.askedBy ? [run.askedBy] : []);
  const askedBy = run.askedBy && (names.get(run.askedBy) ?? 'an admin');
  return (
    <>
      <RoomHead title={`Run of ${run.name}`} sentence={<Ways name={run.name} />} />
      <RunFile run={run} askedBy={askedBy} clock={clocks.real} />
    </>
  );
}

/** To its other runs, and to the bills where it is about those. */
function Ways({ name }: { name: string }) {
  const isOfBills = name === 'billing' || name === 'dunning';
  return (
    <>
      <a href={`/admin/jobs/${name}`} className="text-link">All its runs</a>
      {isOfBills && <>{' · '}<a href="/admin/billing" className="text-link">Bills</a></>}
    </>
  );
}
