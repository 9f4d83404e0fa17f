import { invariant } from '@/lib/errors';
import type { LedgerAccountKind, PostedTransfer, TransferDraft } from '@/lib/ledger';

/** Where the money was taken from that a refund or a dispute took of one line; minor units. */
export type TakenParts = { heldMinor: number; availableMinor: number; debtMinor: number; platformMinor: number };

/** What the transfers of one line took from where. */
export function takenParts(drafts: readonly TransferDraft[]): TakenParts {
  const from = (kind: LedgerAccountKind) =>
    drafts.filter(({ debit }) => debit.kind === kind).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { heldMinor: from('creator_held'), availableMinor: from('creator_available'), debtMinor: from('creator_debt'), platformMinor: from('platform_fees') };
}

/**
 * Takes a line's transfers out of the pool of those of its refund or dispute: by account and amount,
 * which is all that tells two apart.
 */
export function pickTaken(pool: PostedTransfer[], owner: string, { heldMinor, availableMinor, debtMinor, platformMinor }: TakenParts): PostedTransfer[] {
  const wanted: [LedgerAccountKind, string | null, number][] = [
    ['creator_held', owner, heldMinor], ['creator_available', owner, availableMinor], ['creator_debt', owner, debtMinor], ['platform_fees', null, platformMinor],
  ];
  return wanted.filter(([, , minor]) => minor > 0).map(([kind, whose, minor]) => {
    const at = pool.findIndex(({ debit, amountMinor }) => debit.kind === kind && debit.owner === whose && amountMinor === minor);
    const [found] = at === -1 ? [] : pool.splice(at, 1);
    invariant(found, 'what a line gave back was posted');
    return found;
  });
}

/** Where the money of a line lies after a posting; without one, where it lay. */
export function standing(
  posting: { heldMinor: number; availableMinor: number } | undefined,
  of: { heldMinor: number; availableMinor: number },
): { heldMinor: number; availableMinor: number } {
  const { heldMinor, availableMinor } = posting ?? of;
  return { heldMinor, availableMinor };
}
