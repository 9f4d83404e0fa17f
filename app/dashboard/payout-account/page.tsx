import type { Metadata } from 'next';
import { PayoutAccountPage, type AccountShown } from '@/components/payout-account/payout-account';
import { PayoutCosts } from '@/components/payout-account/payout-costs';
import { percent } from '@/components/pricing/fee-words';
import { ReceiptLive } from '@/components/tips/receipt-live';
import { Notice } from '@/components/ui/notice';
import { isFresh } from '@/lib/auth';
import { formatMoney } from '@/lib/money';
import { readPayoutAccount } from '@/lib/payout-accounts';
import { payoutCost, readPayoutTerms, type PayoutTerms } from '@/lib/payouts';
import { readSetting } from '@/lib/settings';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../load';
import { connect, look, openPage } from './actions';
import { toAccount } from './to-account';

export const metadata: Metadata = { title: 'Payout account' };

/** Where a creator is paid. It only reads: what they told the processor comes here by its events. */
export default async function PayoutAccountRoute({ searchParams }: { searchParams: Promise<{ from?: string; did?: string }> }) {
  const { db, viewer, books } = await loadBooks();
  const { from, did } = await searchParams;
  const [row, terms, allowed, now] = await Promise.all([
    readPayoutAccount(db, books.id), readPayoutTerms(db, books.currency), readSetting(db, 'allowedCountries'), businessClock(),
  ]);
  const account = toAccount(row, { country: books.country, allowed, reader: viewer, now });
  const isBack = from === 'processor';
  return (
    <>
      <PayoutAccountPage
        account={account}
        actions={{ connect, look, open: openPage }}
        fresh={isFresh(viewer)}
        notices={<Notices account={account} isBack={isBack} didLook={did === 'looked'} />}
        costs={<PayoutCosts {...costsOf(terms, (minor) => formatMoney(minor, books.currency))} />}
      />
      {/* Whoever comes back is faster than the events of what they told: also of an account that was active before. */}
      {(isBack || account.state === 'looking') && <ReceiptLive />}
    </>
  );
}

/** The costs of a payout of twice the least sum, the first of its month. */
function costsOf(terms: PayoutTerms, money: (minor: number) => string) {
  const sumMinor = 2 * terms.minimumMinor;
  const costMinor = payoutCost(terms, sumMinor, true);
  return {
    sum: money(sumMinor),
    monthly: money(terms.monthlyCostMinor),
    each: money(terms.transferCostMinor),
    share: percent(terms.costBasisPoints),
    ofShare: money(costMinor - terms.monthlyCostMinor - terms.transferCostMinor),
    cost: money(costMinor),
    minimum: money(terms.minimumMinor),
  };
}

function Notices({ account, isBack, didLook }: { account: AccountShown; isBack: boolean; didLook: boolean }) {
  if (isBack && account.state === 'active' && !account.restsUntil) return <div role="status"><Notice tone="good" icon="check">Your payout account is ready: you can be paid.</Notice></div>;
  if (isBack && account.state === 'started') return <div role="status"><Notice tone="wait" icon="clock">You are back. In a moment this page says what Stripe makes of what you told it.</Notice></div>;
  if (didLook) return <div role="status"><Notice tone="good" icon="check">This is how it is at Stripe now.</Notice></div>;
  return null;
}
