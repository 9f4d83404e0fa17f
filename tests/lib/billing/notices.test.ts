import { eq, like } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { bill, mailMessage, pledge } from '@/db/schema';
import { passToBillingEvening } from '@/lib/admin';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { businessClock } from '@/lib/stripe';
import { setNotice } from '@/lib/tab';
import { addDue, addOffer, clockTo, eveningOn, readBills, retireTabs, tabOf, type Offer } from '../../support/billing';
import { billNow } from '../../support/bills';
import { putLine } from '../../support/fans';
import { addPerson } from '../../support/people';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await Promise.all([addOffer(), addOffer()]); });

const notices = (fanId: string) => getDb().select().from(mailMessage).where(like(mailMessage.key, `bill_notice:${fanId}:%`));

it('lists a coming bill once, three days before it, to who wants to know', async () => {
  const day = '2027-03-10';
  await clockTo(sandbox(), new Date('2027-03-01T12:00:00Z'));
  const [told, silent] = [await addDue(sandbox(), offers, day, [300, 150]), await addDue(sandbox(), offers, day, [300])];
  await inTransaction((tx) => setNotice(tx, silent.id, false));
  await runJob('notices', new Date('2027-03-07T19:00:00Z'));
  expect(await notices(told.id)).toEqual([]);
  for (const at of ['07T20:30', '08T12:00']) await runJob('notices', new Date(`2027-03-${at}:00Z`));
  const [mail, ...others] = await notices(told.id);
  expect(others).toEqual([]);
  expect(mail?.subject).toContain('$4.50');
  expect(mail?.bodyText).toContain('$3.00');
  expect(await notices(silent.id)).toEqual([]);
});

it('says nothing of a bill that is hours away: whoever began today was just told', async () => {
  const payer = await addDue(sandbox(), offers, '2027-03-12', [300]);
  await runJob('notices', new Date('2027-03-12T10:00:00Z'));
  expect(await notices(payer.id)).toEqual([]);
});

it('waits for the last bill, and goes out when that is paid before the day', async () => {
  const payer = await addDue(sandbox(), offers, '2027-04-10', [300]);
  await clockTo(sandbox(), new Date('2027-04-08T12:00:00Z'));
  const [raised] = await getDb().select().from(pledge).where(eq(pledge.fanId, payer.id));
  await putLine(payer, {
    creatorId: raised?.creatorId ?? '', kind: 'pledge_raise', amountMinor: 200, pledge: { id: raised?.id ?? '', fromOn: '2027-04-07', untilOn: '2027-04-10' },
    now: new Date('2027-04-07T12:00:00Z'),
  });
  const { id } = await billNow(payer.id, new Date('2027-04-08T12:00:00Z'));
  await runJob('notices', new Date('2027-04-08T12:00:00Z'));
  expect(await notices(payer.id)).toEqual([]);
  await getDb().update(bill).set({ nextAttemptAt: new Date('2027-04-08T12:00:00Z') }).where(eq(bill.id, id));
  await runJob('billing', new Date('2027-04-08T13:00:00Z'));
  for (const at of ['13:00', '14:00']) await runJob('notices', new Date(`2027-04-08T${at}:00Z`));
  expect((await notices(payer.id)).map(({ subject }) => subject)).toEqual([expect.stringContaining('$3.00')]);
});

it('time is let pass to the next billing evening, whose run then finds what is due', async () => {
  await retireTabs();
  const day = '2027-09-10';
  const payer = await addDue(sandbox(), offers, day, [400]);
  const { id: actorId } = await addPerson();
  await passToBillingEvening(actorId);
  const now = await businessClock();
  expect(now >= eveningOn(day) && now < addDays(eveningOn(day), 1)).toBe(true);
  await runJob('billing', now);
  expect(await readBills(payer.id)).toMatchObject([{ status: 'paid', billingOn: day }]);
  expect((await tabOf(payer.id)).nextBillOn).toBe('2027-10-10');
});
