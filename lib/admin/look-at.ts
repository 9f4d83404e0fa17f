import { inTransaction } from '@/db/client';
import { listActs, recordAct } from '@/lib/audit';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { getDb } from '@/db/client';

/** How long an address that was asked to be shown stays shown to who asked. */
const SHOWN_MS = 10 * MINUTE_MS;

export type LookedAt = { kind: 'person' | 'payment' | 'creator' | 'bill'; id: string };

/**
 * Writes down that an admin opened something personal (SECURITY.md 7.2). Call it before showing
 * anything: what cannot be written down is not shown.
 */
export async function lookAt(actorId: string, { kind, id }: LookedAt): Promise<void> {
  await inTransaction((tx) => recordAct(tx, { actorId, action: `${kind}.look`, subjectKind: kind, subjectId: id }));
}

/** Asks to see the whole mail address of a payment or a person, and writes that down. */
export async function showAddress(actorId: string, { kind, id }: LookedAt): Promise<void> {
  await inTransaction((tx) => recordAct(tx, { actorId, action: `${kind}.show_address`, subjectKind: kind, subjectId: id }));
}

/** Whether this admin asked for the address in the last ten minutes; to others it stays masked. */
export async function isAddressShown(actorId: string, { kind, id }: LookedAt, now = new Date()): Promise<boolean> {
  const [asked] = await listActs(getDb(), { actorId, action: `${kind}.show_address`, subject: { kind, id } }, { after: null, limit: 1 });
  return asked !== undefined && asked.happenedAt > addMilliseconds(now, -SHOWN_MS);
}

/** Writes down that somebody was looked for by what only they or their bank know; never the words. */
export async function noteSearch(actorId: string, by: 'address' | 'name'): Promise<void> {
  await inTransaction((tx) => recordAct(tx, { actorId, action: 'person.search', subjectKind: 'search', subjectId: by }));
}
