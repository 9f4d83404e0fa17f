import type { TransferDraft } from '@/lib/ledger';

/** Balances that the split of an event follows: what a creator has available, or what they owe. */
export type FlooredKind = 'creator_available' | 'creator_debt';

/**
 * Splits one event over many lines, one after the other, each with the balance that those before it
 * have left of its creator's. Pure: previews and postings are reckoned by the same hand.
 *
 * @param balances by the creator's alias in the ledger; what is not in it is nothing
 * @param build a line's part; given what is left of its creator's balance, and its place
 */
export function splitLines<Line extends { owner: string }, Split extends { drafts: TransferDraft[] }>(
  lines: readonly Line[],
  balances: ReadonlyMap<string, number>,
  kind: FlooredKind,
  build: (line: Line, balanceMinor: number, at: number) => Split,
): Split[] {
  const left = new Map(balances);
  return lines.map((line, at) => {
    const balanceMinor = left.get(line.owner) ?? 0;
    const split = build(line, balanceMinor, at);
    left.set(line.owner, balanceMinor - split.drafts.reduce((sum, draft) => sum + lowering(draft, kind), 0));
    return split;
  });
}

/** By how much a transfer lowers a balance: money is lowered by debits, a debt by credits. */
function lowering({ debit, credit, amountMinor }: TransferDraft, kind: FlooredKind): number {
  const [lowered, raised] = kind === 'creator_available' ? [debit, credit] : [credit, debit];
  return (lowered.kind === kind ? amountMinor : 0) - (raised.kind === kind ? amountMinor : 0);
}
