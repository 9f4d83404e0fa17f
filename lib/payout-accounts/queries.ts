import { inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payoutAccount } from '@/db/schema';

/** Which of these accounts at the processor are our payees'. */
export async function knownAccounts(db: Queryable, stripeAccountIds: string[]): Promise<Set<string>> {
  if (stripeAccountIds.length === 0) return new Set();
  const rows = await db
    .select({ id: payoutAccount.stripeAccountId })
    .from(payoutAccount)
    .where(inArray(payoutAccount.stripeAccountId, [...new Set(stripeAccountIds)]));
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

/**
 * Accounts at the processor to ask about again because nothing may have told of a change: every few
 * minutes while money waits to go there or somebody is connecting theirs, hourly while one is stopped,
 * four times a day otherwise; those that waited longest come first.
 *
 * @param now business time
 */
export async function staleAccounts(db: Queryable, now: Date, limit: number): Promise<string[]> {
  const at = now.toISOString();
  const { rows } = await db.execute<{ id: string }>(sql`
    select stripe_account_id as id from payout_account
    where stripe_account_id is not null and ${'account.gone'} <> all(requirements)
      and (looked_at is null or looked_at <= ${at}::timestamptz - case
        when exists (select from payout p where p.creator_id = payout_account.creator_id
          and p.status in ('requested', 'in_review', 'on_hold', 'approved')) then interval '5 minutes'
        when status = 'onboarding' and created_at > ${at}::timestamptz - interval '7 days' then interval '10 minutes'
        when status = 'restricted' then interval '1 hour'
        when status = 'active' then interval '6 hours'
        else interval '1 day' end)
    order by looked_at nulls first, id limit ${limit}`);
  return rows.map(({ id }) => id);
}
