import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { askJobRun, type JobName } from '@/lib/jobs';
import { wake } from '@/lib/queue';

/** Has the worker run a job now, and answers the run to watch. Asking twice at once is one run. */
export async function askJob(actorId: string, name: JobName): Promise<string> {
  const runId = await inTransaction(async (tx) => {
    const id = await askJobRun(tx, name, actorId);
    await recordAct(tx, { actorId, action: 'job.run', subjectKind: 'job', subjectId: name, detail: { run: id } });
    return id;
  });
  wake(name);
  return runId;
}
