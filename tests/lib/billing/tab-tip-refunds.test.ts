import { expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { addDays, addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { recentPublicTips, tipOnTab, tipTotals } from '@/lib/tips';
import { addPayer, evening } from '../../support/billing';
import { paidBill, readLine, refundLines } from '../../support/line-refunds';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { addCreator, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

it('a tip on a tab that is given back leaves the page and its counts; the tip beside it stays', async () => {
  const now = new Date();
  const creator = await addCreator();
  const payer = await addPayer(sandbox(), { now });
  await inTransaction((tx) => recordConsent(tx, { fanId: payer.id, currency: 'USD', now }));
  for (const [at, minor] of [200, 300].entries()) {
    await tipOnTab({
      key: newId(), creatorId: creator.id, wish: wishFor(minor), now: addMilliseconds(now, at * MINUTE_MS), payer: { personId: payer.personId, connection: newId() },
    });
  }
  await evening(sandbox(), addDays(now, 2));
  const { bill, lines } = await paidBill(payer);
  expect(await tipTotals(getDb(), creator.id)).toMatchObject({ tipsReceived: 2 });
  const given = lines.find(({ amountMinor }) => amountMinor === 200)?.id ?? '';
  await refundLines(bill.id, [given], addDays(now, 2));
  expect((await readLine(given)).tip).toMatchObject({ status: 'refunded', refundedMinor: 200, heldMinor: 0 });
  expect(await tipTotals(getDb(), creator.id)).toMatchObject({ tipsReceived: 1 });
  expect((await recentPublicTips(getDb(), creator.id, 5)).map(({ amountMinor }) => amountMinor)).toEqual([300]);
  await expectEqualRecords(sandbox());
  await expectSoundTabs();
});
