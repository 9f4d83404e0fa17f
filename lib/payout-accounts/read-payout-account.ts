import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { payoutAccount } from '@/db/schema';
import { restOf } from './rest';

/** Where a creator is paid, as it was when the processor was asked last. All moments are business time. */
export type PayoutAccount = typeof payoutAccount.$inferSelect & {
  /** Until when nothing is paid there because the account or its owner's sign-in address changed; may have passed. */
  restsUntil: Date | null;
};

type Row = typeof payoutAccount.$inferSelect & { addressChangedAt: string | null };

/** Where a creator is paid; null while they have connected nothing. */
export async function readPayoutAccount(db: Queryable, creatorId: string): Promise<PayoutAccount | null> {
  const [row] = await select(db, creatorId);
  return row ? withRest(row) : null;
}

/**
 * The same for who is about to let money go: nobody changes the row until the transaction ends. In
 * the order of locks it comes after the payout and before the ledger.
 */
export async function lockPayoutAccount(tx: Tx, creatorId: string): Promise<PayoutAccount | null> {
  const [row] = await select(tx, creatorId).for('update', { of: payoutAccount });
  return row ? withRest(row) : null;
}

function select(db: Queryable, creatorId: string) {
  return db
    .select({
      ...getTableColumns(payoutAccount),
      addressChangedAt: sql<string | null>`(
        select max(f.left_at) from former_address f join creator c on c.person_id = f.person_id
        where c.id = payout_account.creator_id)`,
    })
    .from(payoutAccount)
    .where(eq(payoutAccount.creatorId, creatorId));
}

function withRest({ addressChangedAt, ...account }: Row): PayoutAccount {
  return { ...account, restsUntil: restOf(account.changedAt, addressChangedAt === null ? null : new Date(addressChangedAt)) };
}
