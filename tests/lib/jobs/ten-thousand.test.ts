import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { domainLedgerChecks } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { City } from '../../support/city';
import { cityDeed } from '../../support/city-deeds';
import { owedPaid, readBooks } from '../../support/books';
import { expectEqualBalance } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** Whole in `npm run test:long`; a short form of the same in `npm test`. */
const OPERATIONS = process.env.TUPPENCE_LONG === '1' ? 10_000 : 250;
/** After so many, all is settled and looked at. */
const STRETCH = process.env.TUPPENCE_LONG === '1' ? 500 : 125;
/** Another number is another city: `TUPPENCE_SEED=7 npm run test:long`. */
const SEED = Number(process.env.TUPPENCE_SEED ?? 20_261_121);

it(`after any ${OPERATIONS} operations, with webhooks lost, doubled and shuffled and wires cut, the ledger is the processor’s balance, to the cent (seed ${SEED})`, async () => {
  process.stdout.write(`${OPERATIONS} operations, seed ${SEED}\n`);
  const city = await City.found(sandbox(), new Date('2028-01-30T17:00:00Z'));
  const deeds = fc.sample(cityDeed, { numRuns: OPERATIONS, seed: SEED });
  for (const [at, deed] of deeds.entries()) {
    await city.live(deed);
    if ((at + 1) % STRETCH !== 0) continue;
    await city.settle();
    await expectSound();
    process.stdout.write(`${at + 1} operations: sound\n`);
  }
  process.stdout.write(`${[...city.done].map(([name, { done, refused }]) => `${name} ${done}/${done + refused}`).join(', ')}\n`);
  // Each kind of deed was really done, not only refused; a short form is too short for all of them.
  if (OPERATIONS >= 10_000) for (const [name, { done }] of city.done) expect.soft(done, name).toBeGreaterThan(0);
  expect(city.done.get('ask payout')?.done).toBeGreaterThan(0);
}, 3_600_000);

async function expectSound(): Promise<void> {
  expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
  await expectSoundTabs();
  await expectEqualBalance(sandbox());
  for (const book of await readBooks(sandbox())) expect(book.paidMinor, JSON.stringify(book)).toBe(owedPaid(book));
  const { rows } = await getDb().execute(sql`select object_id, kind, amount_minor from reconcile_gap where closed_at is null`);
  expect(rows).toEqual([]);
}
