import type { TransferDraft, TransferInput } from './transfer';

/**
 * The drafts that take posted transfers back, each whole: same kind and amount, accounts swapped,
 * in the opposite order, so that what was spent last returns first. Pure; pass the result to
 * `transfersOf` and post it. `externalRef` is the processor's object that says so, if there is one.
 */
export function reverseTransfers(
  transfers: readonly Pick<TransferInput, 'id' | 'debit' | 'credit' | 'amountMinor' | 'kind'>[],
  externalRef: string | null = null,
): TransferDraft[] {
  return transfers.toReversed().map((transfer, index) => ({
    kind: transfer.kind,
    debit: transfer.credit,
    credit: transfer.debit,
    amountMinor: transfer.amountMinor,
    externalRef: index === 0 ? externalRef : null,
    reverses: transfer.id,
  }));
}
