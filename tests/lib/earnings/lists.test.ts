import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../support/database';
import { expectNoScan, LISTS, makeCrowd, type Crowded } from '../../support/lists';

useTestDatabase();

/** Enough that the planner decides as it does at a million, which tests/long/lists.test.ts tries. */
const TIPS = process.env.TUPPENCE_LONG === '1' ? 100_000 : 40_000;
let crowd: Crowded;
beforeAll(async () => {
  crowd = await makeCrowd(TIPS);
});

test.each(LISTS)('%s: neither scans nor sorts a table', async (...list) => {
  await expectNoScan(crowd, list);
});

test('the world is as crowded as it says', () => {
  expect(crowd.tips).toBe(TIPS);
});
