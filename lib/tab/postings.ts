import { deriveId } from '@/lib/ids';
import { transfersOf, type AccountRef, type TransferInput } from '@/lib/ledger';
import type { Currency } from '@/lib/money';

/** A line as its postings see it: the two aliases in the ledger, and the sum in minor units. */
export type PostedTabLine = { id: string; fanOwner: string; creatorOwner: string; currency: Currency; amountMinor: number };

/** On the tab: the fan owes it, and the creator will have it (DESIGN.md 5). */
export function accruedPosting(line: PostedTabLine, happenedAt: Date): TransferInput[] {
  const event = { transactionId: deriveId(line.id, 'accrued'), currency: line.currency, happenedAt };
  return transfersOf(event, [{ kind: 'line_accrued', ...sides(line), amountMinor: line.amountMinor }]);
}

/** Taken off the tab before anything was charged, or given up after nobody could collect it. */
export function takenBackPosting(line: PostedTabLine, kind: 'line_undone' | 'line_written_off', happenedAt: Date): TransferInput[] {
  const { debit, credit } = sides(line);
  const event = { transactionId: deriveId(line.id, kind), currency: line.currency, happenedAt };
  return transfersOf(event, [{ kind, debit: credit, credit: debit, amountMinor: line.amountMinor }]);
}

function sides({ fanOwner, creatorOwner, currency }: PostedTabLine): { debit: AccountRef; credit: AccountRef } {
  return {
    debit: { kind: 'fan_tab', owner: fanOwner, currency },
    credit: { kind: 'creator_accrued', owner: creatorOwner, currency },
  };
}
