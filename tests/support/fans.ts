import { and, eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { card, person, tab, tabLine } from '@/db/schema';
import { ensureFan, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { addLine, lockTab, type LineDraft, type Tab } from '@/lib/tab';

/** Somebody with an account, one of their own unless it is named, and a tab; their card stands in our books only, unknown to the sandbox. */
export async function addFan(change: { timeZone?: string; now?: Date; hasCard?: boolean; personId?: string } = {}): Promise<Fan> {
  const personId = change.personId ?? newId();
  const now = change.now ?? new Date();
  if (change.personId === undefined) await getDb().insert(person).values({ id: personId, email: `fan-${personId.slice(-12)}@fans.example` });
  const made = await inTransaction((tx) => ensureFan(tx, { personId, timeZone: change.timeZone ?? 'UTC', now }));
  if (change.hasCard !== false) await addCard(made.id, now);
  return made;
}

/** A good card, the default one. */
export async function addCard(fanId: string, now = new Date()): Promise<void> {
  const id = newId();
  await getDb().insert(card).values({
    id, fanId, paymentMethodId: `pm_${id.replaceAll('-', '')}`, stripeCustomerId: `cus_${id.replaceAll('-', '')}`, brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034,
    isDefault: true, status: 'good', addedAt: now,
  });
}

/** Puts a tip's line on a tab as the commands do, without the tip. */
export function putLine(fan: Fan, draft: Pick<LineDraft, 'creatorId' | 'amountMinor'> & Partial<LineDraft>, currency: Tab['currency'] = 'USD') {
  const now = draft.now ?? new Date();
  const key = draft.key ?? newId();
  return inTransaction(async (tx) => addLine(tx, fan, await lockTab(tx, fan.id, currency, now), { kind: 'tip', ...draft, key, now }));
}

/** A tab and its lines as they are stored. */
export async function readTab(fanId: string, currency: Tab['currency'] = 'USD') {
  const [found] = await getDb().select().from(tab).where(and(eq(tab.fanId, fanId), eq(tab.currency, currency)));
  const lines = await getDb().select().from(tabLine).where(and(eq(tabLine.fanId, fanId), eq(tabLine.currency, currency))).orderBy(tabLine.createdAt, tabLine.id);
  if (!found) throw new Error('there is no such tab');
  return { tab: found, lines };
}
