import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { tab, tabLine } from '@/db/schema';
import { billLedgerChecks } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { verifyLedger } from '@/lib/ledger';
import { addFan, putLine, readTab } from '../../support/fans';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld({ verify: false });

/** Which checks find something once `harm` was done behind the code's back. */
async function findings(harm: () => Promise<unknown>): Promise<string[]> {
  await harm();
  return [...new Set((await verifyLedger(getDb(), billLedgerChecks)).map(({ invariant }) => invariant))];
}

it('finds a line of nobody’s tab or for no creator, which no foreign key holds, and a tab that owes another sum', async () => {
  const owner = await addFan();
  const { line } = await putLine(owner, { creatorId: (await addCreator()).id, amountMinor: 100 });
  expect(await findings(() => Promise.resolve())).toEqual([]);
  const move = (to: Partial<typeof line>) => () => getDb().update(tabLine).set(to).where(eq(tabLine.id, line.id));
  expect(await findings(move({ currency: 'EUR' }))).toContain('a line has its tab and its creator');
  expect(await findings(move({ currency: line.currency, creatorId: newId() }))).toContain('a line has its tab and its creator');
  expect(await findings(move({ creatorId: line.creatorId }))).toEqual([]);
  const { tab: owed } = await readTab(owner.id);
  expect(await findings(() => getDb().update(tab).set({ owedMinor: owed.owedMinor + 1 }).where(eq(tab.fanId, owner.id)))).toEqual(['what a tab owes is the sum of its open lines']);
});
