import { reverseTransfers, type AccountRef, type TransferDraft, type TransferInput } from '@/lib/ledger';
import { refundPosting, returnedPosting, type IncomeLine, type Posting } from './postings';

type Posted = Pick<TransferInput, 'id' | 'debit' | 'credit' | 'amountMinor' | 'kind'>;

/**
 * What a dispute has of one line, said anew: what it took returns where it lay, and what it has now is
 * taken, as if it never had been more. So a bank that gives back a part, or that takes again, leaves every
 * account where a dispute over that much would have left it; the two directions are one posting. Pure.
 *
 * @param posted the transfers by which the dispute holds money of this line; empty for none
 * @param to.debtMinor what the creator owes now
 * @param to.takenMinor what the dispute has of the line from now on
 * @param to.doneMinor what else of the line went back, to its fan or to other disputes
 */
export function restatedPosting(
  line: IncomeLine,
  posted: readonly Posted[],
  to: { debtMinor: number; takenMinor: number; doneMinor: number },
): Posting {
  const back = returnedPosting(line, posted, to.debtMinor, null, 'dispute_won');
  const lifted = { ...line, heldMinor: back.heldMinor, availableMinor: back.availableMinor };
  // The line is locked, and what lines have available is available: nobody spends it in between.
  const taken = refundPosting(lifted, to.takenMinor, to.doneMinor, null, lifted.availableMinor, 'dispute_opened');
  return { ...taken, drafts: [...back.drafts, ...taken.drafts] };
}

/**
 * What a bank takes beyond what a charge has left is a loss of the operator: what stood of that returns,
 * and what is so from now on is taken. Pure.
 *
 * @param costs the operator's account of such losses
 * @param posted the transfers by which the dispute stands; those that are not on `costs` are left alone
 * @param excessMinor what nobody's gift bears from now on
 */
export function excessDrafts(costs: AccountRef, posted: readonly Posted[], excessMinor: number): TransferDraft[] {
  const stood = posted.filter(({ debit }) => debit.kind === costs.kind);
  const taken: TransferDraft = { kind: 'dispute_opened', debit: costs, credit: { ...costs, kind: 'processor_clearing' }, amountMinor: excessMinor };
  return [...reverseTransfers(stood), ...(excessMinor > 0 ? [taken] : [])];
}

/**
 * The processor's id stands on the dispute's own kind of transfer: a refund that a dispute makes way for stands
 * under the same id, with other kinds.
 */
export function referencedByDispute(drafts: readonly TransferDraft[], externalRef: string | null): TransferDraft[] {
  const own = Math.max(0, drafts.findIndex(({ kind }) => kind === 'dispute_opened'));
  return drafts.map((draft, at) => (at === own ? { ...draft, externalRef } : draft));
}
