import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { findAnything } from '@/lib/admin';
import { billNumber } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { addDue, addOffer, readBills } from '../../support/billing';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

test('a bill is found by its id, by the id of a line on it and by the number on its receipt, and by nothing near them', async () => {
  const payer = await addDue(sandbox(), [await addOffer()], '2026-11-20', [400]);
  await runJob('billing', new Date('2026-11-20T21:00:00Z'));
  const [made] = await readBills(payer.id);
  const billId = made?.id ?? '';
  const number = billNumber(billId);
  for (const typed of [billId, billId.toUpperCase(), made?.lines[0]?.id ?? '', number, number.toLowerCase()]) {
    const { found, by } = await findAnything(getDb(), typed);
    expect(found.filter(({ kind }) => kind === 'bill'), typed).toEqual([{ kind: 'bill', id: billId, title: `Bill ${number} of $4.00` }]);
    expect(by).toBe('id');
  }
  for (const typed of [newId(), number.slice(1), `${number.slice(0, -6)}000000`]) {
    expect((await findAnything(getDb(), typed)).found.filter(({ kind }) => kind === 'bill'), typed).toEqual([]);
  }
});
