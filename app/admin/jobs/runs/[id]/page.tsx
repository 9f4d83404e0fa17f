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
      <RoomHead title={`Run of ${run.name}`} sentence={<a href={`/admin/jobs/${run.name}`} className="text-link">All its runs</a>} />
      <RunFile run={run} askedBy={askedBy} clock={clocks.real} />
    </>
  );
}
