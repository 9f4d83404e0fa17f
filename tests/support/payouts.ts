import { asc, eq, sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage, payout, payoutAccount, person, secondFactor, tip, type creator } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { balancesOf, type LedgerAccountKind } from '@/lib/ledger';
import { askPayout, approvePayout } from '@/lib/payouts';
import { releaseHeldTips } from '@/lib/tips';
import { forgetClock } from '@/lib/stripe/business-clock';
import { addPerson } from './people';
import { control, sdkOf } from './sandbox-controls';
import { addCreator, beginAndPay, wishFor } from './tips';

type Sandbox = { url: string; port: number };
export type Payee = Awaited<ReturnType<typeof addCreator>> & { accountId: string };

/** Long after the hold, when the processor has let the money go too. */
export const LATER_DAYS = 40;
export const later = (days = LATER_DAYS) => addDays(new Date(), days);

/** A creator with a page, an account of their own and a payout account that takes money. */
export async function addPayee(sandbox: Sandbox, change: Partial<typeof creator.$inferInsert> = {}, bank = '000123456789'): Promise<Payee> {
  const { id: personId } = await addPerson();
  await getDb().update(person).set({ email: `${personId}@pages.example` }).where(eq(person.id, personId));
  const made = await addCreator({ personId, createdAt: addDays(new Date(), -400), ...change });
  const { id: accountId } = await sdkOf(sandbox).v2.core.accounts.create({
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
  });
  await control(sandbox, 'POST', `/accounts/${accountId}/onboard`, { bank_number: bank });
  await getDb().insert(payoutAccount).values({
    id: newId(), creatorId: made.id, stripeAccountId: accountId, country: 'US', status: 'active', destination: 'Test bank ••6789',
    destinationKey: 'ba_one', firstActiveAt: addDays(new Date(), -300), createdAt: addDays(new Date(), -300),
  });
  return { ...made, accountId };
}

/**
 * Gives a creator tips of these amounts by card, collected and released; their money is at once at the
 * operator's disposal, as Stripe's card for that makes it. The page counts as new no more.
 */
export async function addAvailable(payee: Pick<Payee, 'id'>, amounts: readonly number[], number = '4000000000000077'): Promise<string[]> {
  const ids: string[] = [];
  for (const amountMinor of amounts) {
    const begun = await beginAndPay(payee.id, wishFor(amountMinor), { email: 'fan@fans.example', method: 'card', number });
    ids.push(begun.tip.id);
  }
  await runJob('reconcile', new Date());
  await getDb().update(tip).set({ receivedAt: sql`received_at - interval '200 days'` }).where(eq(tip.creatorId, payee.id));
  await releaseHeldTips(later());
  return ids;
}

/** Asks for all that is available to a creator. */
export function ask(payee: Pick<Payee, 'id'>, now = later()): Promise<string> {
  return askPayout({ creatorId: payee.id, currency: 'USD', askedBy: 'creator', now });
}

/** An admin with a second factor, who is nobody else. */
export async function addAdmin(): Promise<string> {
  const { id } = await addPerson({ isAdmin: true });
  await giveFactor(id);
  return id;
}

/** Gives somebody a second factor that counts; no code opens it. */
export async function giveFactor(personId: string): Promise<void> {
  await getDb().insert(secondFactor).values({ personId, sealedSecret: 'none', confirmedAt: new Date() }).onConflictDoNothing();
}

/** A payout of these tips that an admin let go; nothing is sent yet. */
export async function addApproved(sandbox: Sandbox, amounts: readonly number[] = [3_000], number?: string) {
  const payee = await addPayee(sandbox);
  const tipIds = await addAvailable(payee, amounts, number);
  const payoutId = await ask(payee);
  await approvePayout({ payoutId, adminId: await addAdmin(), now: later() });
  return { payee, tipIds, payoutId };
}

export async function readOne(payoutId: string) {
  const [found] = await getDb().select().from(payout).where(eq(payout.id, payoutId));
  if (!found) throw new Error('there is no such payout');
  return found;
}

/** What a creator has, by where it lies; minor units of USD. */
export async function purseOf({ ledgerOwner: owner }: Pick<Payee, 'ledgerOwner'>) {
  const kinds: LedgerAccountKind[] = ['creator_held', 'creator_available', 'creator_reserved', 'creator_debt'];
  const [held, available, reserved, debt] = await balancesOf(getDb(), kinds.map((kind) => ({ kind, owner, currency: 'USD' as const })));
  return { held, available, reserved, debt };
}

/** Every transfer that the processor made to a creator's account. */
export async function transfersTo(sandbox: Sandbox, { accountId }: Pick<Payee, 'accountId'>) {
  return sdkOf(sandbox).transfers.list({ destination: accountId, limit: 100 }).autoPagingToArray({ limit: 1_000 });
}

/** The subjects of the mails about a payout, oldest first. */
export async function mailsAbout(payoutId: string): Promise<string[]> {
  const rows = await getDb().select().from(mailMessage).where(sql`${mailMessage.key} like ${`payout_%${payoutId}%`}`).orderBy(asc(mailMessage.id));
  return rows.map(({ subject }) => subject);
}

/** Runs the payouts as the worker does, also when somebody who died holds one. */
export async function runPayouts(now = later()): Promise<void> {
  await getDb().execute('update payout set lease_until = null');
  forgetClock();
  await runJob('payouts', now);
}

/** Until another statement of this database waits for a lock that the caller holds. */
export async function untilSomebodyWaits(): Promise<void> {
  const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await getDb().execute(waiting)).rowCount, { timeout: 10_000 }).toBe(1);
}
