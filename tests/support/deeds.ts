import fc from 'fast-check';
import { DECLINED_LATER, GOOD, WANTS_HOLDER } from './bills';

/** One thing that somebody does, or the days that pass; numbers choose among what is there. */
export type Deed =
  | { do: 'join'; creator: number; amountMinor: number }
  | { do: 'change'; which: number; amountMinor: number }
  | { do: 'tip'; creator: number; amountMinor: number }
  | { do: 'pause' | 'resume' | 'cancel' | 'keep'; which: number }
  | { do: 'undo' | 'pay' | 'mend card' | 'pause all' | 'resume all' }
  | { do: 'break card'; card: string }
  // A new card, some days after a bill could not be charged.
  | { do: 'recover'; days: number }
  | { do: 'cap'; capMinor: number | null }
  | { do: 'move day'; billingDay: number }
  | { do: 'fly'; timeZone: string }
  // Pledges without signing in: with one's own address, or with that of somebody who has no tab.
  | { do: 'pledge unproven'; creator: number; amountMinor: number; isStranger: boolean; card: string; then: 'confirm' | 'refuse' | 'wait'; hours: number }
  // One of the last mailed links.
  | { do: 'confirm' | 'refuse'; which: number }
  | { do: 'wait'; days: number }
  | { do: 'sleep'; hours: number };

/** Where lives are lived: both ends of the date line, clocks that change by one hour, by half of one, and not at all. */
export const zone = fc.constantFrom('UTC', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu');

const creator = fc.integer({ min: 0, max: 3 });
const which = fc.integer({ min: 0, max: 3 });
const bad = fc.constantFrom(DECLINED_LATER, WANTS_HOLDER);
const is = <Name extends Deed['do']>(...names: Name[]) => fc.constantFrom(...names);

const pledged = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: is('join'), creator, amountMinor: fc.constantFrom(100, 150, 300, 700) }) },
  { weight: 3, arbitrary: fc.record({ do: is('change'), which, amountMinor: fc.constantFrom(100, 200, 500, 1_400) }) },
  { weight: 3, arbitrary: fc.record({ do: is('pause', 'resume', 'cancel', 'keep'), which }) },
  { weight: 1, arbitrary: fc.record({ do: is('pause all', 'resume all', 'resume all') }) },
);
const unproven = fc.oneof(
  { weight: 3, arbitrary: fc.record({
    do: is('pledge unproven'), creator, amountMinor: fc.constantFrom(100, 300, 1_500), isStranger: fc.boolean(), card: fc.constantFrom(GOOD, GOOD, DECLINED_LATER),
    then: fc.constantFrom('confirm', 'confirm', 'refuse', 'wait'), hours: fc.integer({ min: 0, max: 60 }),
  }) },
  { weight: 2, arbitrary: fc.record({ do: is('confirm', 'refuse'), which: fc.integer({ min: 0, max: 1 }) }) },
);
const money = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: is('tip'), creator, amountMinor: fc.integer({ min: 10, max: 600 }) }) },
  { weight: 3, arbitrary: fc.record({ do: is('undo', 'pay', 'mend card', 'mend card', 'mend card') }) },
  { weight: 2, arbitrary: fc.record({ do: is('break card'), card: bad }) },
  { weight: 3, arbitrary: fc.record({ do: is('recover'), days: fc.integer({ min: 0, max: 15 }) }) },
);
const settings = fc.oneof(
  fc.record({ do: is('cap'), capMinor: fc.constantFrom(null, 300, 1_500) }),
  fc.record({ do: is('move day'), billingDay: fc.integer({ min: 1, max: 28 }) }),
  fc.record({ do: is('fly'), timeZone: zone }),
);
const time = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: is('wait'), days: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: is('wait'), days: fc.integer({ min: 7, max: 34 }) }) },
  { weight: 1, arbitrary: fc.record({ do: is('sleep'), hours: fc.integer({ min: 1, max: 23 }) }) },
);

/** A life: deeds in any order, with time between them often enough that months pass. */
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 9, arbitrary: pledged }, { weight: 4, arbitrary: unproven }, { weight: 6, arbitrary: money },
  { weight: 2, arbitrary: settings }, { weight: 8, arbitrary: time },
);
