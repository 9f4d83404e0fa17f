import { afterAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { hasAccess } from '@/lib/pledges';
import { addPayer, clockTo, eveningOn, giveCard, readBills } from '../../support/billing';
import { putLine } from '../../support/fans';
import { addTier, join, readPledge } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);

test('who left a bill unpaid to the end sees nothing again before it is paid, and with a good card does at once', async () => {
  const start = new Date('2027-01-05T12:00:00Z');
  await clockTo(sandbox(), start);
  const payer = await addPayer(sandbox(), { now: start, card: 'pm_card_chargeCustomerFail' });
  const tier = await addTier({ priceMinor: 900 });
  const asked = { personId: payer.personId ?? '', creatorId: tier.creatorId, priceAtLeastMinor: 0 };
  await join(payer, tier, { now: start });
  for (const days of [0, 2, 7, 14, 21, 22]) {
    const at = addDays(eveningOn('2027-01-05'), days);
    await clockTo(sandbox(), at);
    await runJob('billing', at);
    await runJob('dunning', at);
  }
  expect((await readBills(payer.id)).map(({ status }) => status)).toEqual(['written_off']);
  const again = new Date('2027-02-10T12:00:00Z');
  await clockTo(sandbox(), again);
  expect(await hasAccess(getDb(), { ...asked, at: again })).toBe(false);
  const second = await join(payer, tier, { now: again });
  expect(second.pledge.status).toBe('waiting');
  await runJob('billing', again);
  expect((await readPledge(second.pledge.id)).pledge).toMatchObject({ status: 'ended', endedReason: 'card_refused' });
  expect(await hasAccess(getDb(), { ...asked, at: again })).toBe(false);
  // Too little for a charge of its own, and nothing more may be owed.
  await expect(putLine(payer, { creatorId: tier.creatorId, amountMinor: 20, now: again })).rejects.toMatchObject({ code: 'PayFirst' });

  await giveCard(sandbox(), payer);
  const third = await join(payer, tier, { now: again });
  await runJob('billing', again);
  expect((await readPledge(third.pledge.id)).pledge.status).toBe('active');
  expect(await hasAccess(getDb(), { ...asked, at: again })).toBe(true);
});
