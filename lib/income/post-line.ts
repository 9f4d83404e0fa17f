import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { balanceOf, postTransfers, type TransferInput } from '@/lib/ledger';
import { account, type Posting } from './postings';
import type { Currency } from '@/lib/money';

/** Where a line's money lies; what is posted changes it. */
type Standing = { owner: string; currency: Currency; heldMinor: number; availableMinor: number };

/** A refused try holds the locks that make the next one exact; the third is for a bug. */
const TRIES = 3;

/** Posts and insists: a refusal here would leave state without its money, so all rolls back. */
export async function post(tx: Tx, transfers: TransferInput[]): Promise<void> {
  const answers = await postTransfers(tx, transfers);
  const refused = answers.find((answer) => answer !== 'posted');
  invariant(refused === undefined, `the ledger answered ${refused} to a line's transfers`);
}

/**
 * Posts an event whose split follows a floored balance of the line's creator. Somebody may spend it
 * between our look and our posting; the ledger then refuses, with that balance locked, and the
 * second look is exact.
 *
 * @param kind whose balance `build` is given: what is available, or what is owed
 */
export async function postBySplit<Split extends Pick<Posting, 'heldMinor' | 'availableMinor'>>(
  tx: Tx,
  found: Standing,
  kind: 'creator_available' | 'creator_debt',
  build: (balanceMinor: number) => Split & { transfers: TransferInput[] },
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { transfers, heldMinor, availableMinor } = build(await balanceOf(tx, account(kind, found)));
    const answers = await postTransfers(tx, transfers);
    if (answers.every((answer) => answer === 'posted')) {
      found.heldMinor = heldMinor;
      found.availableMinor = availableMinor;
      return;
    }
    invariant(answers.includes('no_funds') && tries < TRIES, `the ledger answered ${answers.join()} to a line's transfers`);
  }
}
