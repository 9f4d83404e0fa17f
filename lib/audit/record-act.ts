import type { Tx } from '@/db/client';
import { auditLog } from '@/db/schema';
import { newId } from '@/lib/ids';

/** What somebody did, to what, and why. */
export type Act = {
  /** NULL for an act from the command line. */
  actorId: string | null;
  /** Words with points between: 'person.suspend', 'payment.look'. */
  action: `${string}.${string}`;
  /** One of our words for things: 'person', 'creator', 'payment', 'setting' … */
  subjectKind: string;
  subjectId: string;
  reason?: string | null;
  /** What changed, in our own words and ids. Never an address, a token or what somebody wrote. */
  detail?: Record<string, unknown>;
};

/**
 * Writes an act down in the transaction that does it, so that there is no act without its record
 * and no record of an act that was rolled back. The record can never be changed or removed.
 */
export async function recordAct(tx: Tx, { actorId, action, subjectKind, subjectId, reason, detail }: Act): Promise<void> {
  await tx.insert(auditLog).values({
    id: newId(),
    happenedAt: new Date(),
    actorId,
    action,
    subjectKind,
    subjectId,
    reason: reason ?? null,
    detail: detail ?? {},
  });
}
