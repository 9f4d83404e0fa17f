import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { domainLedgerChecks } from '@/lib/jobs/ledger-checks';
import { verifyLedger } from '@/lib/ledger';
import { DECLINED_LATER, GOOD } from '../../support/bills';
import { deed, zone, type Deed } from '../../support/deeds';
import { Life, World } from '../../support/lives';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** Whole in `npm run test:long`; a short form of the same in `npm test`. The named lives below are among them. */
const LIVES = process.env.TUPPENCE_LONG === '1' ? 60 : 4;

/** The first life begins here: a leap year, whose February the named lives cross. */
const START = new Date('2028-01-30T17:00:00Z');

/** From the 31st, billed on the 28th, over the 29th of February and the first days of March, over the date line and back. */
const LEAP: Deed[] = [
  { do: 'join', creator: 0, amountMinor: 300 }, { do: 'join', creator: 3, amountMinor: 150 }, { do: 'wait', days: 27 },
  { do: 'tip', creator: 1, amountMinor: 250 }, { do: 'sleep', hours: 9 }, { do: 'pause all' }, { do: 'fly', timeZone: 'Pacific/Pago_Pago' },
  { do: 'pledge unproven', creator: 1, amountMinor: 300, isStranger: false, card: GOOD, then: 'wait', hours: 0 }, { do: 'wait', days: 1 }, { do: 'resume all' },
  { do: 'change', which: 0, amountMinor: 500 }, { do: 'confirm', which: 0 }, { do: 'sleep', hours: 20 }, { do: 'fly', timeZone: 'Pacific/Kiritimati' },
  { do: 'cancel', which: 0 }, { do: 'wait', days: 5 },
];
/** Over the night of 12 March, in which New York has 23 hours, on its billing day, with a guest whom nobody confirms. */
const CLOCKS: Deed[] = [
  { do: 'wait', days: 2 }, { do: 'join', creator: 1, amountMinor: 700 }, { do: 'move day', billingDay: 12 },
  { do: 'pledge unproven', creator: 0, amountMinor: 1_500, isStranger: true, card: DECLINED_LATER, then: 'wait', hours: 0 }, { do: 'break card', card: DECLINED_LATER }, { do: 'wait', days: 8 },
  { do: 'sleep', hours: 7 }, { do: 'fly', timeZone: 'Australia/Lord_Howe' }, { do: 'mend card' }, { do: 'wait', days: 31 },
];
/** The guest's first month is billed before the link is opened, and comes into an account that never owed anything; then more, then less. */
const NEWCOMER: Deed[] = [
  { do: 'pledge unproven', creator: 1, amountMinor: 300, isStranger: false, card: GOOD, then: 'wait', hours: 0 }, { do: 'wait', days: 2 }, { do: 'confirm', which: 0 },
  { do: 'sleep', hours: 5 }, { do: 'change', which: 0, amountMinor: 500 }, { do: 'change', which: 0, amountMinor: 1_400 }, { do: 'wait', days: 3 },
  { do: 'change', which: 0, amountMinor: 100 }, { do: 'wait', days: 32 },
];

/** What no time may leave undone: bills that nobody tries, gives up or charges. */
async function expectNothingLeft(now: Date): Promise<void> {
  const { rows } = await getDb().execute(sql`
    select id, status, write_off_at from bill
    where (status = 'failing' and write_off_at < ${now.toISOString()}::timestamptz - interval '2 days')
      or (status = 'due' and created_at < ${now.toISOString()}::timestamptz - interval '2 days')`);
  expect(rows).toEqual([]);
}

it('whatever fans and guests do, wherever they are and however their cards fail, no day is paid twice, no limit or cap is passed, and every cent stands where Stripe says', async () => {
  const world = await World.make(sandbox(), START);
  await fc.assert(
    fc.asyncProperty(zone, fc.array(deed, { minLength: 10, maxLength: 40 }), async (timeZone, deeds) => {
      const life = await Life.begin(world, timeZone);
      for (const each of deeds) {
        const before = await life.cap();
        await life.live(each);
        const after = await life.cap();
        // A cap set below what is used already stops all that comes after; months were there first.
        if (before && after && !['cap', 'wait', 'sleep', 'recover', 'pledge unproven', 'move day', 'fly'].includes(each.do)) {
          expect(after.usedMinor).toBeLessThanOrEqual(Math.max(before.usedMinor, after.capMinor));
        }
        await expectSoundTabs();
      }
      await life.end();
      expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
      await expectNothingLeft(await world.now());
    }),
    { numRuns: LIVES, endOnFailure: true, examples: [['Pacific/Kiritimati', LEAP], ['America/New_York', CLOCKS], ['Europe/Berlin', NEWCOMER]] },
  );
  await world.wait(1);
  await expectEqualRecords(sandbox());
}, 1_500_000);
