import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { inTransaction } from '@/db/client';
import { pledge } from '@/db/schema';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { addLine, lockTab, makeBill } from '@/lib/tab';
import { addOffer, chargesOf, clockTo, giveCard, readBills } from '../../support/billing';
import { addPaidBill, readLine, refundLines } from '../../support/line-refunds';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);

test('who gets the days of a pledge back that they are in is not asked for more of it by a newer bill that fails', async () => {
  const [gone, stays] = [await addOffer(), await addOffer()];
  const { payer, bill, lines } = await addPaidBill(sandbox(), [gone, stays], '2027-03-10', [400, 500]);
  await giveCard(sandbox(), payer, 'pm_card_chargeCustomerFail');
  const now = new Date('2027-03-12T12:00:00Z');
  await clockTo(sandbox(), now);
  // More for both pledges, for the days that are paid: on a bill of its own, whose charge is refused.
  await inTransaction(async (tx) => {
    const locked = await lockTab(tx, payer.id, 'USD', now);
    await tx.update(pledge).set({ amountMinor: 1_000 }).where(eq(pledge.fanId, payer.id));
    for (const line of lines) {
      await addLine(tx, payer, locked, {
        key: newId(), creatorId: line.creatorId, kind: 'pledge_raise', amountMinor: line.amountMinor / 10 + 100,
        pledge: { id: line.pledgeId ?? '', fromOn: '2027-03-12', untilOn: '2027-04-10' }, now,
      });
    }
    await makeBill(tx, locked, { cause: 'pay_now', leastMinor: 0, now });
  });
  await runJob('billing', now);
  const newest = async () => (await readBills(payer.id)).at(-1);
  expect(await newest()).toMatchObject({ status: 'failing', amountMinor: 290, lineCount: 2 });
  const month = lines.find(({ creatorId }) => creatorId === gone.creator.id)?.id ?? '';
  await refundLines(bill.id, [month], now);
  expect((await readLine(month)).pledge).toMatchObject({ status: 'ended', endedReason: 'refunded' });
  expect(await newest()).toMatchObject({ status: 'failing', amountMinor: 150, lineCount: 1 });
  await giveCard(sandbox(), payer);
  await clockTo(sandbox(), new Date('2027-03-15T12:00:00Z'));
  await runJob('dunning', new Date('2027-03-15T12:00:00Z'));
  expect((await chargesOf(sandbox(), payer)).map(({ amount }) => amount)).toEqual([150, 900]);
});
