import { getDb, inTransaction } from '@/db/client';
import { csvLine } from '@/lib/csv';
import { listActs, type ActsCursor, type ActsFilter, type RecordedAct } from './queries';
import { recordAct } from './record-act';

const PAGE = 1_000;

/**
 * The acts that a filter finds, newest first, as CSV for an auditor, line by line. That it was taken
 * along is an act itself, written down before the first line leaves.
 */
export async function exportActs(actorId: string, filter: ActsFilter): Promise<AsyncGenerator<string, void>> {
  await inTransaction((tx) => recordAct(tx, { actorId, action: 'audit.export', subjectKind: 'audit', subjectId: 'log', detail: told(filter) }));
  return linesOf({ ...filter, readBy: actorId });
}

async function* linesOf(filter: ActsFilter): AsyncGenerator<string, void> {
  yield '\uFEFF' + csvLine(['Moment (UTC)', 'Who', 'Name', 'Act', 'Of what', 'Which', 'Reason', 'Detail']);
  for (let after: ActsCursor | null = null; ; ) {
    const page: RecordedAct[] = await listActs(getDb(), filter, { after, limit: PAGE });
    if (page.length > 0) yield page.map(lineOf).join('');
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { happenedAt: last.happenedAt, id: last.id };
  }
}

function lineOf(act: RecordedAct): string {
  return csvLine([
    act.happenedAt.toISOString(), act.actorId ?? 'command line', act.actorName, act.action, act.subjectKind, act.subjectId, act.reason, JSON.stringify(act.detail),
  ]);
}

/** What of the log it was, in words and ids of our own. */
function told({ actorId, action, of, from, before }: ActsFilter): Record<string, unknown> {
  return { actor: actorId ?? null, action: action ?? null, of: of ?? null, from: from?.toISOString() ?? null, before: before?.toISOString() ?? null };
}
