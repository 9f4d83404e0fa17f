import { and, eq, isNull, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, creatorGoal, creatorTipTotal } from '@/db/schema';
import { balancesOf, type LedgerAccountKind } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { currentLimits, CurrencyNotOffered, isOffered } from '@/lib/pricing';
import { CurrencyInUse } from './errors';
import { isOwned, lockOwnPage, type OwnedPage, type PageOwner } from './owned-page';
import { firstAmounts } from './parse-amounts';

const OWED: LedgerAccountKind[] = ['creator_accrued', 'creator_held', 'creator_available', 'creator_reserved', 'creator_debt'];

/**
 * Changes the currency in which a page takes money, as long as none of the old one is on its way:
 * no payment under way, nothing received that stands on the page, nothing owed either way, no goal
 * counted in it. The offered amounts begin anew. A tip that starts at this very moment waits for the
 * lock on the page and then finds the other currency (lib/tips/start-tip.ts).
 *
 * @throws CurrencyInUse, CurrencyNotOffered, PageNotFound
 */
export async function changeCurrency(owner: PageOwner, to: Currency): Promise<void> {
  if (!isOffered(to)) throw new CurrencyNotOffered(to);
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    if (page.currency === to) return;
    const obstacle = await currencyObstacle(tx, page);
    if (obstacle) throw new CurrencyInUse(obstacle);
    await tx.delete(creatorTipTotal).where(and(eq(creatorTipTotal.creatorId, page.id), eq(creatorTipTotal.tipsReceived, 0)));
    await tx.update(creator).set({ currency: to, ...firstAmounts(await currentLimits(tx, to)) }).where(isOwned(owner));
  });
}

/** What stands against another currency, as a sentence; null when nothing does. */
async function currencyObstacle(tx: Tx, page: OwnedPage): Promise<string | null> {
  const { id, currency, ledgerOwner: owner } = page;
  const pending = await tx.execute(sql`select 1 from tip where creator_id = ${id} and status = 'pending' and payment_id is not null limit 1`);
  if (pending.rows.length > 0) return `Somebody is paying a tip in ${currency} right now. Please try again in a day.`;
  const { rows: [monthly] } = await tx.execute<{ tiers: boolean; pledges: boolean; lines: boolean }>(sql`
    select exists (select from tier where creator_id = ${id} and archived_at is null and currency = ${currency}) as tiers,
      exists (select from pledge where creator_id = ${id} and status <> 'ended') as pledges,
      exists (select from tab_line where creator_id = ${id} and status in ('waiting', 'open', 'billed')) as lines`);
  if (monthly?.lines) return `Somebody has something of yours on their tab in ${currency}. The currency can change once it is paid.`;
  if (monthly?.pledges) return `Somebody pledges to you in ${currency} each month. The currency can change once no pledge runs.`;
  if (monthly?.tiers) return `Your tiers are priced in ${currency}. Archive them first, then change the currency.`;
  const balances = await balancesOf(tx, OWED.map((kind) => ({ kind, owner, currency })));
  if (balances.some((balance) => balance !== 0)) return `Money in ${currency} is on its way to you. The currency can change once none is.`;
  const received = await tx.execute(sql`select 1 from creator_tip_total where creator_id = ${id} and tips_received > 0`);
  if (received.rows.length > 0) return `Your page shows tips in ${currency}, so it stays with ${currency}.`;
  const [goal] = await tx.select().from(creatorGoal).where(and(eq(creatorGoal.creatorId, id), isNull(creatorGoal.endedAt)));
  return goal ? `Your goal counts in ${currency}. End it first, then change the currency.` : null;
}
