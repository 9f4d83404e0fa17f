import { actNames } from '@/components/admin/words';
import type { ActsFilter } from '@/lib/audit';
import { isId } from '@/lib/ids';
import { oneOf, readDay } from '../load';

export const auditFields = ['actor', 'action', 'kind', 'subject', 'of', 'from', 'to'] as const;
export type AuditTyped = Record<(typeof auditFields)[number], string>;

const DAY_MS = 86_400_000;

/** What of the log an address asks for; what it cannot mean is no filter. Days are UTC. */
export function readAuditFilter(typed: AuditTyped): ActsFilter {
  const [from, to] = [readDay(typed.from), readDay(typed.to)];
  const isActor: boolean = isId(typed.actor);
  return {
    actorId: isActor ? typed.actor : undefined,
    action: oneOf(actNames, typed.action),
    subject: typed.kind && typed.subject ? { kind: typed.kind, id: typed.subject } : undefined,
    of: oneOf(['looks', 'deeds'] as const, typed.of),
    from: from ? new Date(`${from}T00:00:00Z`) : undefined,
    before: to ? new Date(new Date(`${to}T00:00:00Z`).getTime() + DAY_MS) : undefined,
  };
}
