import { createInterface } from 'node:readline';
import { closeDb } from '@/db/client';
import { isRefusal } from '@/lib/errors';
import { approvePayout, askPayout, cancelPayout, denyPayout, sendPayouts } from '@/lib/payouts';

/** What a server of its own is told to do with payouts, in one line of JSON. */
export type PayoutOrder = { now: string } & (
  | { do: 'ask'; creatorId: string; count: number }
  | { do: 'decide'; payoutId: string; creatorId: string; deeds: { what: 'approve' | 'deny' | 'cancel'; actorId: string }[] }
  | { do: 'send'; count: number }
);

/** Says `ready`, then does each order all at once and answers how often each outcome came. */
async function main(): Promise<void> {
  process.stdout.write('ready\n');
  for await (const line of createInterface(process.stdin)) {
    const order = JSON.parse(line) as PayoutOrder;
    process.stdout.write(`${JSON.stringify(await countOutcomes(deedsOf(order)))}\n`);
  }
  await closeDb();
  process.exit(0);
}

function deedsOf(order: PayoutOrder): (() => Promise<unknown>)[] {
  const now = new Date(order.now);
  if (order.do === 'ask') {
    const { creatorId, count } = order;
    return Array.from({ length: count }, () => () => askPayout({ creatorId, currency: 'USD', askedBy: 'creator', now }));
  }
  if (order.do === 'send') return Array.from({ length: order.count }, () => () => sendPayouts(now));
  const { payoutId, creatorId } = order;
  return order.deeds.map(({ what, actorId }) => () => {
    if (what === 'cancel') return cancelPayout({ payoutId, creatorId, actorId, now });
    const decision = { payoutId, adminId: actorId, now };
    return what === 'approve' ? approvePayout(decision) : denyPayout({ ...decision, reason: 'Not today.' });
  });
}

async function countOutcomes(deeds: (() => Promise<unknown>)[]): Promise<Record<string, number>> {
  const outcomes = await Promise.all(deeds.map(async (deed) => {
    try {
      await deed();
      return 'done';
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return error.code;
    }
  }));
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

await main();
