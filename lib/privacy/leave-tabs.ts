import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { bill, card, cardSetup, fan, mailMessage, payment, pledge, tabLine, tip, webhookEvent } from '@/db/schema';
import { eraseWishes } from '@/lib/billing';
import { listUnprovenOf } from '@/lib/fans';
import { emptyAddressesOf } from '@/lib/origins';
import { dropGuest, endPledgesOfFan } from '@/lib/pledges';
import { withdrawLine } from '@/lib/tab';
import { dropTabTips } from '@/lib/tips';
import type { Subject } from './inventory';

/** What a card is called once nobody may know which it was. */
const FORGOTTEN = { brand: 'removed', last4: '0000', expMonth: 1, expYear: 2000, country: null, fingerprint: null, mandateId: null };

/**
 * Takes a person out of their tabs: pledges end, cards go (here at once, at the processor by the job
 * that detaches them, with the customer that they hang on), their words on tips and the addresses they came from go, and the fan's row is cut from them, so that bills and
 * ledger lead to an alias of nobody. What may still be owed stands in the way before this
 * (`plan-deletion.ts`); too little for any charge is taken back.
 *
 * @param now business time
 */
export async function leaveTabs(tx: Tx, { personId, email }: Subject, now: Date): Promise<void> {
  const guests = await listUnprovenOf(tx, email);
  for (const guest of guests) await dropGuest(tx, guest, 'refused', now);
  const own = await tx.select({ id: fan.id }).from(fan).where(eq(fan.personId, personId)).for('update');
  const fanIds = [...own, ...guests].map(({ id }) => id);
  await emptyAddressesOf(tx, { personId, fanIds });
  if (fanIds.length === 0) return;
  await endPledgesOfFan(tx, fanIds, now);
  await takeBack(tx, fanIds, now);
  await eraseWords(tx, personId, fanIds);
  await eraseNotices(tx, fanIds);
  await eraseWishes(tx, fanIds);
  await tx.update(card).set({ status: 'removed', isDefault: false, removedAt: now }).where(and(inArray(card.fanId, fanIds), ne(card.status, 'removed')));
  await tx.update(card).set(FORGOTTEN).where(inArray(card.fanId, fanIds));
  await tx.delete(cardSetup).where(inArray(cardSetup.fanId, fanIds));
  await tx
    .update(fan)
    .set({ personId: null, status: 'ended', email: null, confirmTokenHash: null, confirmUntil: null, timeZone: 'UTC', billingDay: null })
    .where(inArray(fan.id, fanIds));
  await tx.execute(sql`update tab set next_bill_on = null, next_bill_at = null where fan_id = any(${sql.param(fanIds)}::uuid[])`);
}

async function takeBack(tx: Tx, fanIds: string[], now: Date): Promise<void> {
  const open = await tx.select().from(tabLine).where(and(inArray(tabLine.fanId, fanIds), eq(tabLine.status, 'open')));
  for (const line of open) await withdrawLine(tx, line, now);
  await dropTabTips(tx, open.map(({ id }) => id));
}

/** Names, messages and addresses on tips of the tab, on charges of bills, and in mails about either. */
async function eraseWords(tx: Tx, personId: string, fanIds: string[]): Promise<void> {
  const lines = tx.select({ id: tabLine.id }).from(tabLine).where(inArray(tabLine.fanId, fanIds));
  const bills = tx.select({ id: bill.id }).from(bill).where(inArray(bill.fanId, fanIds));
  const pledges = tx.select({ id: pledge.id }).from(pledge).where(inArray(pledge.fanId, fanIds));
  const tips = await tx.update(tip).set({ displayName: null, message: null }).where(inArray(tip.lineId, lines)).returning({ id: tip.id });
  // Theirs from now on, so that what the processor tells of them later is emptied too.
  await tx.update(payment).set({ payerEmail: null, personId }).where(inArray(payment.billId, bills));
  const known = [...(await bills), ...(await pledges), ...tips].map(({ id }) => id);
  await tx.delete(mailMessage).where(inArray(sql`split_part(${mailMessage.key}, ':', 2)`, [...known, ...fanIds]));
}

/** What the processor told of their cards and of the pages that saved them. */
async function eraseNotices(tx: Tx, fanIds: string[]): Promise<void> {
  const cards = await tx.select({ id: card.paymentMethodId, customer: card.stripeCustomerId }).from(card).where(inArray(card.fanId, fanIds));
  const setups = await tx.select({ id: cardSetup.checkoutSessionId }).from(cardSetup).where(inArray(cardSetup.fanId, fanIds));
  const customers = [...new Set(cards.map(({ customer }) => customer))];
  const objects = [...cards.map(({ id }) => id), ...setups.flatMap(({ id }) => (id === null ? [] : [id])), ...customers];
  await tx.update(webhookEvent).set({ payload: {} }).where(inArray(webhookEvent.objectId, objects));
}
