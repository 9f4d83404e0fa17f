import { and, eq, isNull } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { creator, payoutAccount, person } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { readSetting } from '@/lib/settings';
import { createAccount, ProcessorUnavailable } from '@/lib/stripe';
import { ACCOUNT_GONE } from './apply-account-reports';
import { CountryNotPaid } from './errors';

const POLL_MS = 100;
/** Somebody else's request for the same account may take as long. */
const PATIENCE_MS = 10_000;

type Row = typeof payoutAccount.$inferSelect;

/**
 * The account at the processor to which a creator is paid, made when there is none. The row is written
 * first and is the processor's idempotency key, so however often and from however many servers it is
 * asked for, and whichever answer is lost, it is one account. In place of one that is gone comes
 * another; to be paid there is a change like any other. No transaction is open during the request.
 *
 * @param now business time
 * @returns its id at the processor
 * @throws CountryNotPaid before anything is made; ProcessorUnavailable
 */
export async function connectAccount(creatorId: string, now: Date): Promise<string> {
  const row = await writeRow(creatorId, now);
  if (row.stripeAccountId !== null) return row.stripeAccountId;
  const email = await mailboxOf(creatorId);
  const patienceEnds = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await keep(row.id, await createAccount({ payoutAccountId: row.id, createdAt: row.createdAt, country: row.country, email }, now));
    } catch (error) {
      if (!(error instanceof ProcessorUnavailable) || Date.now() > patienceEnds) throw error;
      const made = await accountOf(row.id);
      if (made !== null) return made;
      // Perhaps it is being made at this moment by a request that came before ours.
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** One row for each creator; the database says who was first. */
async function writeRow(creatorId: string, now: Date): Promise<Row> {
  return inTransaction(async (tx) => {
    const [page] = await tx.select({ country: creator.country }).from(creator).where(eq(creator.id, creatorId)).for('share');
    invariant(page, 'whoever connects an account has a page');
    const [known] = await tx.select().from(payoutAccount).where(eq(payoutAccount.creatorId, creatorId)).for('update');
    if (known && !known.requirements.includes(ACCOUNT_GONE)) return known;
    if (!(await readSetting(tx, 'allowedCountries')).includes(page.country)) throw new CountryNotPaid();
    if (known) await tx.delete(payoutAccount).where(eq(payoutAccount.id, known.id));
    const fresh = { id: newId(), creatorId, country: page.country, status: 'new' as const, createdAt: now };
    // In place of one that was paid to: where that was stays known until this one is active, and is a change then.
    const before = known && {
      destination: known.destination,
      destinationKey: known.destinationKey,
      changedAt: known.firstActiveAt === null ? known.changedAt : now,
    };
    const [written] = await tx.insert(payoutAccount).values({ ...fresh, ...before }).onConflictDoNothing({ target: payoutAccount.creatorId }).returning();
    if (written) return written;
    const [theirs] = await tx.select().from(payoutAccount).where(eq(payoutAccount.creatorId, creatorId));
    invariant(theirs, 'the row that was first is there');
    return theirs;
  });
}

async function keep(id: string, stripeAccountId: string): Promise<string> {
  await getDb()
    .update(payoutAccount)
    .set({ stripeAccountId, status: 'onboarding' })
    .where(and(eq(payoutAccount.id, id), eq(payoutAccount.status, 'new'), isNull(payoutAccount.stripeAccountId)));
  const kept = await accountOf(id);
  invariant(kept === stripeAccountId, 'a payout account keeps the account that was made for it');
  return stripeAccountId;
}

async function accountOf(id: string): Promise<string | null> {
  const [row] = await getDb().select({ made: payoutAccount.stripeAccountId }).from(payoutAccount).where(eq(payoutAccount.id, id));
  return row?.made ?? null;
}

async function mailboxOf(creatorId: string): Promise<string | null> {
  const [owner] = await getDb()
    .select({ email: person.email })
    .from(creator)
    .innerJoin(person, eq(person.id, creator.personId))
    .where(eq(creator.id, creatorId));
  return owner?.email ?? null;
}
