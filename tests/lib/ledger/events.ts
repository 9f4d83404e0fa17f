import type { Currency } from '@/lib/money';
import { newId } from '@/lib/ids';
import { inTransaction } from '@/db/client';
import { postTransfers, transfersOf, type AccountRef, type LedgerAccountKind, type PostOutcome, type TransferDraft, type TransferInput } from '@/lib/ledger';

export const NOW = new Date('2026-11-21T12:00:00.000Z');

/** The accounts of one owner (or the operator's own), in one currency. */
export function seat(owner: string, currency: Currency = 'USD') {
  const own = (kind: LedgerAccountKind): AccountRef => ({ kind, owner, currency });
  const ours = (kind: LedgerAccountKind): AccountRef => ({ kind, owner: null, currency });
  return {
    clearing: ours('processor_clearing'), fees: ours('platform_fees'), tips: ours('platform_tips'),
    costs: ours('processor_costs'), writeOffs: ours('write_offs'), tab: own('fan_tab'), debt: own('creator_debt'),
    accrued: own('creator_accrued'), held: own('creator_held'), available: own('creator_available'),
    reserved: own('creator_reserved'), gift: own('gift_credit'),
  };
}

/** One event of these movements, with ids of its own unless one is given. */
export function event(drafts: TransferDraft[], transactionId = newId(), happenedAt = NOW): TransferInput[] {
  return transfersOf({ transactionId, currency: drafts[0]?.debit.currency ?? 'USD', happenedAt }, drafts);
}

/** A tip of `amountMinor` collected for `owner`. */
export function tip(owner: string, amountMinor: number, externalRef: string | null = null, transactionId = newId()): TransferInput[] {
  const { clearing, held } = seat(owner);
  return event([{ kind: 'tip_collected', debit: clearing, credit: held, amountMinor, externalRef }], transactionId);
}

/** A tip that has already become available, in one event. */
export function earned(owner: string, amountMinor: number): TransferInput[] {
  const { clearing, held, available } = seat(owner);
  return event([
    { kind: 'tip_collected', debit: clearing, credit: held, amountMinor },
    { kind: 'hold_released', debit: held, credit: available, amountMinor },
  ]);
}

export function reserved(owner: string, amountMinor: number): TransferInput[] {
  const { available, reserved: waiting } = seat(owner);
  return event([{ kind: 'payout_reserved', debit: available, credit: waiting, amountMinor }]);
}

export function post(...events: TransferInput[][]): Promise<PostOutcome[]> {
  return inTransaction((tx) => postTransfers(tx, events.flat()));
}
