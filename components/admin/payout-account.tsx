import { Fact, Facts } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { PayoutAccount } from '@/lib/payout-accounts';
import { Status } from './status';
import { When, type Clocked } from './when';

/** Where a creator is paid, as an admin sees it: the processor's own names of what it asks for. */
export function PayoutAccountFacts({ account, clock }: { account: PayoutAccount | null; clock: Clocked }) {
  if (account === null) return <Section title="Payout account"><p>None is connected.</p></Section>;
  return (
    <Section title="Payout account">
      <Facts>
        <Fact label="State"><Status state={account.status} /></Fact>
        {account.destination && <Fact label="Paid to">{account.destination}</Fact>}
        <Fact label="Country">{account.country}</Fact>
        {account.firstActiveAt && <Fact label="Active first"><When at={account.firstActiveAt} clock={clock} /></Fact>}
        {account.changedAt && <Fact label="Changed"><When at={account.changedAt} clock={clock} /></Fact>}
        {account.restsUntil && <Fact label={account.restsUntil > clock.now ? 'Payouts rest until' : 'Payouts rested until'}><When at={account.restsUntil} clock={clock} /></Fact>}
        {account.requirements.length > 0 && <Fact label="Asked for">{account.requirements.join(', ')}</Fact>}
        {account.bankFailure && <Fact label="Its bank said">{account.bankFailure}</Fact>}
        {account.lookedAt && <Fact label="Asked Stripe"><When at={account.lookedAt} clock={clock} /></Fact>}
        {account.stripeAccountId && <Fact label="At Stripe"><code>{account.stripeAccountId}</code></Fact>}
      </Facts>
    </Section>
  );
}
