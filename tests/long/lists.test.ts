import { beforeAll, test } from 'vitest';
import { useTestDatabase } from '../support/database';
import { expectNoScan, LISTS, makeCrowd, type Crowded } from '../support/lists';

useTestDatabase();

let crowd: Crowded;
beforeAll(async () => {
  crowd = await makeCrowd(1_000_000);
}, 600_000);

test.each(LISTS)('%s, among a million tips: neither scans nor sorts a table', async (...list) => {
  await expectNoScan(crowd, list);
});
