import { and, desc, eq } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { fanConsent } from '@/db/schema';
import { newId } from '@/lib/ids';
import { formatMoney, type Currency } from '@/lib/money';
import { currentLimits } from '@/lib/pricing';
import { CONSENT_VERSION, consentText } from './consent-text';

export type Consent = typeof fanConsent.$inferSelect;

/** What a fan agreed to last in a currency; null when they never did. */
export async function findConsent(db: Queryable, fanId: string, currency: Currency): Promise<Consent | null> {
  const [found] = await db
    .select()
    .from(fanConsent)
    .where(and(eq(fanConsent.fanId, fanId), eq(fanConsent.currency, currency)))
    .orderBy(desc(fanConsent.acceptedAt))
    .limit(1);
  return found ?? null;
}

/** Whether what holds now was agreed to: these words, and a ceiling that the operator has not raised since. */
export async function hasConsent(db: Queryable, fanId: string, currency: Currency): Promise<boolean> {
  const [agreed, { tabMostMinor }] = await Promise.all([findConsent(db, fanId, currency), currentLimits(db, currency)]);
  return agreed !== null && agreed.version >= CONSENT_VERSION && agreed.ceilingMinor >= tabMostMinor;
}

/** The words that hold now, for the form and for the record. */
export async function currentConsent(db: Queryable, currency: Currency): Promise<{ body: string; ceilingMinor: number }> {
  const { tabMostMinor } = await currentLimits(db, currency);
  return { body: consentText(formatMoney(tabMostMinor, currency, { trim: true })), ceilingMinor: tabMostMinor };
}

/**
 * Writes down that a fan agreed to what holds now: the text itself with version, time and ceiling.
 * Agreed to already, nothing is written.
 *
 * @param now business time
 */
export async function recordConsent(tx: Tx, { fanId, currency, now }: { fanId: string; currency: Currency; now: Date }): Promise<void> {
  if (await hasConsent(tx, fanId, currency)) return;
  const { body, ceilingMinor } = await currentConsent(tx, currency);
  await tx.insert(fanConsent).values({ id: newId(), fanId, version: CONSENT_VERSION, body, currency, ceilingMinor, acceptedAt: now });
}
