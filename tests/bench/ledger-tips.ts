import { randomBytes } from 'node:crypto';
import { inTransaction } from '@/db/client';
import { newId } from '@/lib/ids';
import { postTransfers, transfersOf, type TransferInput } from '@/lib/ledger';

export type Tip = { owner: string; happenedAt: Date };

/** What a settled worker takes from the inbox at once (lib/webhooks). */
const BATCH = 100;

/** A direct tip of $3.00 as it is in the end: collected under its charge, its fee under its own. */
export function transfersOfTip({ owner, happenedAt }: Tip): TransferInput[] {
  const clearing = { kind: 'processor_clearing', owner: null, currency: 'USD' } as const;
  const held = { kind: 'creator_held', owner, currency: 'USD' } as const;
  const event = () => ({ transactionId: newId(), currency: 'USD', happenedAt }) as const;
  return [
    ...transfersOf(event(), [
      { kind: 'tip_collected', debit: clearing, credit: held, amountMinor: 300, externalRef: reference('ch_') },
    ]),
    ...transfersOf(event(), [
      { kind: 'processor_fee', debit: held, credit: clearing, amountMinor: 39, externalRef: reference('txn_') },
    ]),
  ];
}

/** Posts tips as the webhook worker does: many in one transaction. Throws unless all are posted. */
export async function postTips(tips: readonly Tip[]): Promise<void> {
  const transfers = tips.flatMap(transfersOfTip);
  const answers = await inTransaction((tx) => postTransfers(tx, transfers));
  if (!answers.every((answer) => answer === 'posted')) throw new Error('A tip was not posted.');
}

/**
 * The inbox with its workers, in small: tips wait; a free worker takes what is waiting, up to a
 * hundred, and posts it in one transaction; only then each giver hears of it. No timer: what
 * arrives during one transaction is the next one's batch.
 */
export class Inbox {
  private waiting: { tip: Tip; done: () => void; failed: (error: unknown) => void }[] = [];
  private working = 0;

  constructor(private readonly workers: number) {}

  post(tip: Tip): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ tip, done, failed });
      // After the others that arrive in this turn of the event loop.
      setImmediate(() => this.wake());
    });
  }

  private wake(): void {
    if (this.working >= this.workers || this.waiting.length === 0) return;
    this.working += 1;
    const batch = this.waiting.splice(0, BATCH);
    postTips(batch.map(({ tip }) => tip))
      .then(() => batch.forEach(({ done }) => done()), (error: unknown) => batch.forEach(({ failed }) => failed(error)))
      .finally(() => {
        this.working -= 1;
        setImmediate(() => this.wake());
      });
  }
}

/** How many per second `work` gets done when `atOnce` callers each do it again and again. */
export async function perSecond(total: number, atOnce: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const caller = async () => {
    for (let index = next++; index < total; index = next++) await work(index);
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: atOnce }, caller));
  return total / ((performance.now() - from) / 1000);
}

/** As long and as random as the processor's own. */
function reference(prefix: string): string {
  return prefix + randomBytes(18).toString('base64url').replace(/[-_]/g, '0');
}
