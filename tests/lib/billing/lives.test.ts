import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { verifyLedger } from '@/lib/ledger';
import { deed, Life, World, zone } from '../../support/lives';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** Whole in `npm run test:long`; a short form of the same in `npm test`. */
const LIVES = process.env.TUPPENCE_LONG === '1' ? 60 : 3;

describe('random lives of fans', () => {
  it('whatever they do and however their cards fail, no day is paid twice, no limit or cap is passed, and every cent stands where Stripe says', async () => {
    const world = await World.make(sandbox());
    await fc.assert(
      fc.asyncProperty(zone, fc.array(deed, { minLength: 8, maxLength: 30 }), async (timeZone, deeds) => {
        const life = await Life.begin(world, timeZone);
        for (const each of deeds) {
          const before = await life.cap();
          await life.live(each);
          const after = await life.cap();
          // A cap set below what is used already stops all that comes after; months were there first.
          if (before && after && each.do !== 'cap' && each.do !== 'wait' && each.do !== 'move day') {
            expect(after.usedMinor).toBeLessThanOrEqual(Math.max(before.usedMinor, after.capMinor));
          }
          await expectSoundTabs();
        }
        expect(await verifyLedger(getDb())).toEqual([]);
      }),
      { numRuns: LIVES, endOnFailure: true },
    );
    await world.wait(1);
    await expectEqualRecords(sandbox());
  }, 1_500_000);
});
