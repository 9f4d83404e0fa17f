import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { account } from '@/lib/income';
import { balanceOf, postTransfers, transfersOf } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { moveLines } from './payout-rows';

/** Money of a locked line that is free; minor units. */
export type FreeLine = { kind: 'tip' | 'line'; id: string; availableMinor: number };

/** A refused try holds the lock that makes the next one exact; the third is for a bug. */
const TRIES = 3;

/**
 * Repays what a creator owes out of lines that are free, the first of them first. What is available
 * and what is owed at the same time came apart: the debt was made after the money was released.
 *
 * @param event.transactionId the id of the repayment in the ledger
 * @returns the lines with what is left of each, and what was repaid in all; minor units
 */
export async function repayDebt(
  tx: Tx,
  event: { transactionId: string; owner: string; currency: Currency; happenedAt: Date },
  lines: readonly FreeLine[],
): Promise<{ left: FreeLine[]; repaidMinor: number }> {
  const available = account('creator_available', event);
  const debt = account('creator_debt', event);
  const freeMinor = lines.reduce((sum, { availableMinor }) => sum + availableMinor, 0);
  for (let tries = 1; ; tries += 1) {
    const repaidMinor = Math.min(await balanceOf(tx, debt), freeMinor);
    if (repaidMinor === 0) return { left: [...lines], repaidMinor };
    const [answer] = await postTransfers(tx, transfersOf(event, [{ kind: 'debt_repaid', debit: available, credit: debt, amountMinor: repaidMinor }]));
    if (answer === 'posted') return { left: await take(tx, lines, repaidMinor), repaidMinor };
    invariant(answer === 'no_funds' && tries < TRIES, `the ledger answered ${answer} to a repayment`);
  }
}

async function take(tx: Tx, lines: readonly FreeLine[], repaidMinor: number): Promise<FreeLine[]> {
  let owed = repaidMinor;
  const taken = lines.map((line) => {
    const minor = Math.min(line.availableMinor, owed);
    owed -= minor;
    return { line, minor };
  });
  await moveLines(tx, taken.filter(({ minor }) => minor > 0).map(({ line: { kind, id }, minor }) => ({ kind, id, availableMinor: -minor })), null);
  return taken.map(({ line, minor }) => ({ ...line, availableMinor: line.availableMinor - minor })).filter(({ availableMinor }) => availableMinor > 0);
}
