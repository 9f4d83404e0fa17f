import { createInterface } from 'node:readline';
import { closeDb } from '@/db/client';
import { draftBills } from '@/lib/billing';
import { isRefusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { tipOnTab, undoTip } from '@/lib/tips';
import { wishFor } from './tips';

/** What a server of its own is told to do, in one line of JSON. */
export type TabOrder =
  | { do: 'tip'; personId: string; creatorId: string; amountMinor: number; count: number; now: string }
  | { do: 'undo'; personId: string; lineIds: string[]; now: string }
  | { do: 'draft'; now: string };

/** Says `ready`, then does each order all at once and answers how often each outcome came. */
async function main(): Promise<void> {
  process.stdout.write('ready\n');
  for await (const line of createInterface(process.stdin)) {
    const order = JSON.parse(line) as TabOrder;
    process.stdout.write(`${JSON.stringify(await obey(order))}\n`);
  }
  await closeDb();
  process.exit(0);
}

async function obey(order: TabOrder): Promise<Record<string, number>> {
  const now = new Date(order.now);
  switch (order.do) {
    case 'draft': return { bills: (await draftBills(now)).bills };
    case 'undo': return outcomes(order.lineIds.map((lineId) => undoTip({ personId: order.personId, lineId, now })));
    case 'tip': {
      const payer = { personId: order.personId, connection: newId() };
      const give = () => tipOnTab({ key: newId(), creatorId: order.creatorId, wish: wishFor(order.amountMinor), now, payer });
      return outcomes(Array.from({ length: order.count }, give));
    }
  }
}

async function outcomes(deeds: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const settled of await Promise.allSettled(deeds)) {
    const name = settled.status === 'fulfilled' ? 'done' : isRefusal(settled.reason) ? settled.reason.code : String(settled.reason);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

await main();
