import fc from 'fast-check';
import { deed, type Deed } from './deeds';

/** One thing that happens in a city; numbers choose among what is there. */
export type CityDeed =
  | { do: 'live'; life: number; deed: Deed }
  | { do: 'guest tip'; creator: number; amountMinor: number; card: number; platformTipMinor: number }
  | { do: 'refund tip' | 'refund line' | 'refund bill' | 'refund at stripe'; which: number; part: number }
  | { do: 'dispute' | 'end dispute' | 'overrule' | 'warn'; which: number; isWon: boolean; part: number }
  | { do: 'ask payout' | 'cancel payout' | 'approve' | 'deny' | 'hold' | 'resume'; which: number; admin: number }
  | { do: 'send' | 'reverse transfer' | 'bank fails' | 'bank pays'; which: number }
  | { do: 'webhooks'; dice: number }
  | { do: 'chaos'; action: (typeof CHAOS)[number]; times: number }
  | { do: 'fees late'; hours: number }
  | { do: 'time'; hours: number }
  | { do: 'run'; job: (typeof RUNS)[number] };

/** What goes wrong at Stripe; each is over after some calls. */
export const CHAOS = ['error_500', 'error_500 after', 'cut_before', 'cut_after', 'rate_limit'] as const;
export const RUNS = ['billing', 'dunning', 'refunds', 'release', 'payouts', 'inbox', 'reconcile'] as const;

const which = fc.nat(1_000);
const is = <Name extends string>(...names: Name[]) => fc.constantFrom(...names);

const lived = fc.record({
  do: is('live'), life: which,
  // Time is the city's: what a life would wait for passes for all.
  deed: deed.filter(({ do: what }) => !['wait', 'sleep', 'recover', 'pledge unproven', 'confirm', 'refuse'].includes(what)),
});
const given = fc.record({
  do: is('guest tip'), creator: which, amountMinor: fc.oneof(fc.integer({ min: 100, max: 900 }), fc.integer({ min: 2_000, max: 60_000 })), card: which, platformTipMinor: fc.constantFrom(0, 0, 0, 50),
});
const back = fc.record({ do: is('refund tip', 'refund line', 'refund bill', 'refund at stripe'), which, part: fc.integer({ min: 1, max: 100 }) });
const disputed = fc.record({ do: is('dispute', 'dispute', 'end dispute', 'end dispute', 'overrule', 'warn'), which, isWon: fc.boolean(), part: fc.integer({ min: 1, max: 200 }) });
const asked = fc.record({ do: is('ask payout', 'ask payout', 'ask payout', 'cancel payout', 'approve', 'approve', 'approve', 'deny', 'hold', 'resume'), which, admin: fc.integer({ min: 0, max: 1 }) });
const sent = fc.record({ do: is('send', 'send', 'send', 'reverse transfer', 'bank fails', 'bank pays'), which });
const wires = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: is('webhooks'), dice: which }) },
  { weight: 1, arbitrary: fc.record({ do: is('chaos'), action: fc.constantFrom(...CHAOS), times: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: is('fees late'), hours: fc.constantFrom(0, 0, 5, 60) }) },
);
const passing = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: is('time'), hours: fc.constantFrom(1, 5, 13, 26, 60, 170) }) },
  { weight: 4, arbitrary: fc.record({ do: is('run'), job: fc.constantFrom(...RUNS) }) },
);

/** A day in the city: gifts, regrets, banks, payouts, wires that break, and time. */
export const cityDeed: fc.Arbitrary<CityDeed> = fc.oneof(
  { weight: 10, arbitrary: lived }, { weight: 12, arbitrary: given }, { weight: 4, arbitrary: back }, { weight: 2, arbitrary: disputed },
  { weight: 12, arbitrary: asked }, { weight: 7, arbitrary: sent }, { weight: 9, arbitrary: wires }, { weight: 9, arbitrary: passing },
);
