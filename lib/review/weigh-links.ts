import { formatMoney } from '@/lib/money';
import type { LinkCode } from './input';
import type { LinkFact } from './link-gifts';
import type { Finding, Weighed } from './weigh';
import { SLIGHT_BPS, weights } from './weights';

/** A few gifts at most are an oddity; more are a habit. */
const FEW = 3;

const sentences: Record<LinkCode, (fact: LinkFact) => string> = {
  own_account: ({ gifts }) => (gifts === 1 ? 'The owner gave to their own page' : `The owner gave ${gifts} times to their own page`),
  own_card: ({ gifts }) => `${times(gifts)} with a card of the owner’s`,
  own_mailbox: ({ gifts }) => `${times(gifts)} from the owner’s mailbox, written another way`,
  own_device: ({ gifts }) => `${times(gifts)} from the owner’s network and browser`,
  own_network: ({ gifts }) => `${times(gifts)} from the owner’s network`,
  shared_card: ({ cards, givers }) => (cards === 1 ? `One card gave under ${givers === 1 ? 'several names' : `${givers} names`}` : `${cards} cards gave under several names`),
  same_mailbox: ({ givers }) => `${givers} addresses look like one mailbox`,
  ring: ({ gifts }) => `${times(gifts)} from owners of pages to which this owner gave too`,
  large_anonymous: ({ gifts }) => (gifts === 1 ? 'A large anonymous gift to a new page' : `${gifts} large anonymous gifts to a new page`),
};

/**
 * The signals that are gifts. One weighs little when it speaks of a few gifts and of hardly any of the
 * income: owners try their own page, and friends share a network.
 */
export function weighLinks({ links, income, currency, payoutId }: Weighed): Finding[] {
  return links.map((fact) => {
    const part = income ? fact.minor / income.minor : 1;
    const isSlight = fact.gifts <= FEW && part < SLIGHT_BPS / 10_000;
    return {
      code: fact.code,
      points: isSlight ? weights[fact.code].slight : weights[fact.code].full,
      sentence: sentences[fact.code](fact),
      detail: income ? `${formatMoney(fact.minor, currency)} of ${formatMoney(income.minor, currency)}` : formatMoney(fact.minor, currency),
      evidence: { label: 'evidence', href: `/admin/payouts/${payoutId}/evidence/${fact.code.replaceAll('_', '-')}` },
    };
  });
}

function times(gifts: number): string {
  return gifts === 1 ? 'A gift' : `${gifts} gifts`;
}
