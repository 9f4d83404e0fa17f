import { eq, inArray } from 'drizzle-orm';
import { expect } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { bill, mailMessage } from '@/db/schema';
import { findFanById } from '@/lib/fans';
import { lockTab, makeBill, type Bill } from '@/lib/tab';

export const GOOD = '4242424242424242';
/** Can be saved, and is declined whenever it is charged. */
export const DECLINED_LATER = '4000000000000341';
/** Can be saved, and wants its holder at each charge. */
export const WANTS_HOLDER = '4000002760003184';

/** Makes a bill of what is open on a tab, as the button "pay now" does. */
export async function billNow(fanId: string, now: Date): Promise<Bill> {
  const fan = await findFanById(getDb(), fanId);
  if (!fan) throw new Error('there is no such fan');
  const made = await inTransaction(async (tx) => makeBill(tx, await lockTab(tx, fan.id, 'USD', now), { cause: 'pay_now', leastMinor: 50, now }));
  if (!made) throw new Error('no bill was made');
  return made;
}

export async function readBill(billId: string): Promise<Bill> {
  const [found] = await getDb().select().from(bill).where(eq(bill.id, billId));
  if (!found) throw new Error('there is no such bill');
  return found;
}

/** The mails with these keys; exactly one of each is expected. */
export async function readMails(...keys: string[]) {
  const found = await getDb().select().from(mailMessage).where(inArray(mailMessage.key, keys));
  expect(found.map(({ key }) => key).sort()).toEqual([...keys].sort());
  return keys.map((key) => found.find((mail) => mail.key === key) ?? found[0]).filter((mail) => mail !== undefined);
}
