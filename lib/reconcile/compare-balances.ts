import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { addMilliseconds } from '@/lib/dates';
import { fetchBalance } from '@/lib/stripe';
import { keepGaps } from './keep-gaps';
import type { OnTheirWay } from './match-objects';
import { PATIENCE_MS } from './patience';

type Sums = { currency: string; recorded: string; ledger: string; open: string; unexplainedSince: Date | null; agreedAt: Date | null };

/**
 * Compares both sides as a whole, by currency: what the processor says that it has, what its movements
 * sum up to, and what the books say. What no known difference explains is remembered with its moment,
 * and becomes a difference of its own when a look at everything has not explained it either.
 *
 * @param hadWholeLook whether every object was measured just now
 * @param now business time
 * @returns whether something has been unexplained for so long that everything should be looked at
 */
export async function compareBalances(asked: { onTheirWay: OnTheirWay; hadWholeLook: boolean; now: Date }): Promise<boolean> {
  const balances = await fetchBalance();
  const sums = await readSums([...balances.keys()]);
  let isUnexplained = false;
  for (const each of sums) {
    const processorMinor = balances.get(each.currency) ?? 0;
    const leftMinor = processorMinor - Number(each.ledger) - Number(each.open) - (asked.onTheirWay.get(each.currency) ?? 0);
    const since = leftMinor === 0 ? null : (each.unexplainedSince ?? asked.now);
    const isOld = since !== null && since <= addMilliseconds(asked.now, -PATIENCE_MS);
    isUnexplained ||= isOld;
    const agrees = processorMinor === Number(each.ledger) && processorMinor === Number(each.recorded);
    await keepSums({ ...each, processorMinor, since, agreedAt: agrees ? asked.now : each.agreedAt, now: asked.now });
    if (asked.hadWholeLook || leftMinor === 0) await keepUnexplained(each, { processorMinor, leftMinor: isOld ? leftMinor : 0, now: asked.now });
  }
  return isUnexplained;
}

async function readSums(currencies: string[]): Promise<Sums[]> {
  const { rows } = await getDb().execute<Omit<Sums, 'unexplainedSince' | 'agreedAt'> & { since: string | null; agreed: string | null }>(sql`
    with clearing as (
      select a.currency, sum(d.debit_minor - d.credit_minor) as minor
      from ledger_account a join ledger_account_kind k on k.code = a.kind and k.name = 'processor_clearing'
      join ledger_day d on d.account = a.id group by 1),
    open as (select currency, sum(amount_minor) as minor from reconcile_gap where closed_at is null and kind <> 'balance_differs' group by 1),
    seen as (select unnest(${sql.param(currencies)}::text[]) as currency union select currency from clearing union select currency from reconcile_balance)
    select seen.currency, coalesce(b.recorded_minor, 0)::text as recorded, coalesce(clearing.minor, 0)::text as ledger,
      coalesce(open.minor, 0)::text as open, b.unexplained_since as since, b.agreed_at as agreed
    from seen left join clearing using (currency) left join open using (currency)
    left join reconcile_balance b using (currency) order by 1`);
  return rows.map(({ since, agreed, ...row }) => ({ ...row, unexplainedSince: since === null ? null : new Date(since), agreedAt: agreed === null ? null : new Date(agreed) }));
}

type Kept = Sums & { processorMinor: number; since: Date | null; now: Date };

async function keepSums({ currency, processorMinor, ledger, agreedAt, since, now }: Kept): Promise<void> {
  await getDb().execute(sql`
    insert into reconcile_balance (currency, processor_minor, recorded_minor, ledger_minor, compared_at, agreed_at, unexplained_since)
    values (${currency}, ${processorMinor}, 0, ${ledger}::bigint, ${now.toISOString()}, ${agreedAt?.toISOString() ?? null}, ${since?.toISOString() ?? null})
    on conflict (currency) do update set processor_minor = excluded.processor_minor,
      ledger_minor = excluded.ledger_minor, compared_at = excluded.compared_at, agreed_at = excluded.agreed_at, unexplained_since = excluded.unexplained_since`);
}

async function keepUnexplained({ currency }: Sums, { processorMinor, leftMinor, now }: { processorMinor: number; leftMinor: number; now: Date }): Promise<void> {
  const objectId = `balance:${currency}`;
  // The known differences stand beside it, so only what is left counts here.
  const gap = { objectId, currency, kind: 'balance_differs' as const, processorMinor, ledgerMinor: processorMinor - leftMinor, type: null, happenedAt: now };
  await keepGaps(leftMinor === 0 ? [] : [gap], [objectId]);
}
