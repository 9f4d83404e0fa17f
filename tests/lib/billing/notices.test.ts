import { like } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { mailMessage } from '@/db/schema';
import { passToBillingEvening } from '@/lib/admin';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { businessClock } from '@/lib/stripe';
import { setNotice } from '@/lib/tab';
import { addDue, addOffer, clockTo, eveningOn, readBills, tabOf, type Offer } from '../../support/billing';
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

it('time is let pass to the next billing evening, whose run then finds what is due', async () => {
  await getDb().execute('update tab set next_bill_on = null, next_bill_at = null');
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
