import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payout } from '@/db/schema';
import type { Day } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import { account, isMoneyFrozen } from '@/lib/income';
import { balancesOf } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { accountObstacle, readPayoutAccount, type PayoutObstacle } from '@/lib/payout-accounts';
import { isFirstOfMonth } from './ask-payout';
import { chooseLines } from './choose-lines';
import { newUntil, readFreeLines, readOut } from './free-lines';
import type { PayoutInterval } from './payout-days';
import type { Payout } from './payout-rows';
import type { FreeLine } from './repay-debt';
import { payoutCost, readPayoutTerms, type PayoutTerms } from './terms';
import { openStatuses } from './transitions';

/** What would be paid to a creator if they asked now, and what stands in the way. Minor units. */
export type PayoutPlan = {
  availableMinor: number;
  /** What they owe; it is repaid of what is available first. */
  debtMinor: number;
  /** What stays: it is being given back, or a new page keeps it. */
  keptMinor: number;
  /** Until when the page is new. */
  newUntil: Date | null;
  amountMinor: number;
  /** What the processor takes for it; the operator bears it. */
  costMinor: number;
  terms: PayoutTerms;
  /** What the payout account needs first. */
  obstacle: PayoutObstacle | null;
  /** Until when an approval rests. */
  restsUntil: Date | null;
  /** Whether the page was suspended and its money stands still. */
  isFrozen: boolean;
  open: Payout | null;
  schedule: { interval: PayoutInterval; minimumMinor: number | null; nextOn: Day | null };
};

/**
 * What would be paid now, reckoned as the request reckons it.
 *
 * @param now business time
 */
export async function readPayoutPlan(db: Queryable, whose: { creatorId: string; currency: Currency }, now: Date): Promise<PayoutPlan> {
  const { creatorId, currency } = whose;
  const [page] = await db.select().from(creator).where(eq(creator.id, creatorId));
  invariant(page, 'a signed-in creator has a page');
  const of = { owner: page.ledgerOwner, currency };
  const [[availableMinor = 0, debtMinor = 0], terms, free, payoutAccount, [open]] = await Promise.all([
    balancesOf(db, [account('creator_available', of), account('creator_debt', of)]),
    readPayoutTerms(db, currency),
    readFreeLines(db, whose),
    readPayoutAccount(db, creatorId),
    db.select().from(payout).where(and(eq(payout.creatorId, creatorId), eq(payout.currency, currency), inArray(payout.status, [...openStatuses]))).orderBy(desc(payout.id)),
  ]);
  const isNewUntil = await newUntil(db, creatorId, terms.reserve, now);
  const { amountMinor } = chooseLines(withoutDebt(free, debtMinor), isNewUntil ? terms.reserve.percent : 0, isNewUntil ? await readOut(db, whose) : 0);
  return {
    availableMinor, debtMinor, amountMinor, terms, newUntil: isNewUntil,
    keptMinor: Math.max(0, availableMinor - debtMinor - amountMinor),
    costMinor: payoutCost(terms, amountMinor, await isFirstOfMonth(db, creatorId, now)),
    obstacle: accountObstacle(payoutAccount),
    restsUntil: payoutAccount?.restsUntil && payoutAccount.restsUntil > now ? payoutAccount.restsUntil : null,
    isFrozen: await isMoneyFrozen(db, creatorId),
    open: open ?? null,
    schedule: { interval: page.payoutInterval, minimumMinor: page.payoutMinimumMinor, nextOn: page.nextPayoutOn },
  };
}

function withoutDebt(lines: readonly FreeLine[], debtMinor: number): FreeLine[] {
  let owed = debtMinor;
  return lines.map((line) => {
    const minor = Math.min(line.availableMinor, owed);
    owed -= minor;
    return { ...line, availableMinor: line.availableMinor - minor };
  }).filter(({ availableMinor }) => availableMinor > 0);
}
