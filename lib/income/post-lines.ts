import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { balancesOf, postTransfers, transfersOf, type TransferDraft } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { account } from './postings';
import { splitLines, type FlooredKind } from './split-lines';

/** A refused try holds the locks that make the next one exact; the third is for a bug. */
const TRIES = 3;

/**
 * Posts one event of many lines, of many creators, whose split follows a floored balance of each:
 * what `postBySplit` does for one line. Where somebody spends of a balance between our look and our
 * posting, the ledger refuses with it locked, and the next look is exact.
 *
 * @param event.besides what the event moves that is no line's; `named` puts the processor's id on one of all its transfers, where `build` does not
 * @param kind whose balance `build` is given: what is available, or what is owed
 * @returns what `build` made of each line, as it was posted
 */
export async function postLinesBySplit<Line extends { owner: string; currency: Currency }, Split extends { drafts: TransferDraft[] }>(
  tx: Tx,
  event: { transactionId: string; currency: Currency; happenedAt: Date; besides?: readonly TransferDraft[]; named?: (drafts: TransferDraft[]) => TransferDraft[] },
  lines: readonly Line[],
  kind: FlooredKind,
  build: (line: Line, balanceMinor: number, at: number) => Split,
): Promise<Split[]> {
  const creators = [...new Map(lines.map((line) => [line.owner, line])).values()];
  for (let tries = 1; ; tries += 1) {
    const found = await balancesOf(tx, creators.map((line) => account(kind, line)));
    const balances = new Map(creators.map(({ owner }, at) => [owner, found[at] ?? 0]));
    const splits = splitLines(lines, balances, kind, build);
    const drafts = [...splits.flatMap((split) => split.drafts), ...(event.besides ?? [])];
    const answers = await postTransfers(tx, transfersOf(event, event.named ? event.named(drafts) : drafts));
    if (answers.every((answer) => answer === 'posted')) return splits;
    invariant(answers.includes('no_funds') && tries < TRIES, `the ledger answered ${answers.join()} to the transfers of lines`);
  }
}
