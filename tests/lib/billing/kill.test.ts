import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { billLedgerChecks } from '@/lib/billing';
import { runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { addDue, addOffer, chargesOf, clockTo, eveningOn, readBills, retireTabs, tabOf, type Payer } from '../../support/billing';
import { control } from '../../support/sandbox-controls';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** At how many places a run is killed, spread over all of its steps. */
const PLACES = process.env.TUPPENCE_LONG === '1' ? 60 : 5;
const RUN = path.resolve(import.meta.dirname, '../../support/run-and-die.ts');

/** Runs a job in a process of its own; answers its number of steps, or null when it was killed. */
async function runAndDie(job: string, at: Date, step: number): Promise<number | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', RUN, job, at.toISOString(), String(step)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return null;
  if (code !== 0) throw new Error(`the run ended with ${code}`);
  return Number(said.trim());
}

let evenings = 0;

/** An evening with every kind of bill: paid, refused softly, wanting its holder, without a card, too small. */
async function newEvening(): Promise<{ payers: Payer[]; at: Date }> {
  // An evening each, on days that every month has; whoever had theirs is done.
  const day = `2027-${String(2 + Math.floor(evenings / 20)).padStart(2, '0')}-${String(2 + (evenings % 20)).padStart(2, '0')}`;
  evenings += 1;
  await retireTabs();
  await clockTo(sandbox(), new Date(`${day}T12:00:00Z`));
  const offers = await Promise.all([addOffer(), addOffer(), addOffer()]);
  const kinds: [string | null, number[]][] = [
    ['pm_card_visa', [100, 200, 300]], ['pm_card_visa', [400, 100]], ['pm_card_visa', [700]],
    ['pm_card_authenticationRequired', [500]], [null, [600]], ['pm_card_visa', [100]], ['pm_card_visa', [350, 150]],
  ];
  const payers: Payer[] = [];
  for (const [card, amounts] of kinds) payers.push(await addDue(sandbox(), offers, day, amounts, { card }));
  await control(sandbox(), 'POST', `/customers/${payers[6]?.customerId}/decline`, { decline: 'insufficient_funds', times: 1 });
  const at = eveningOn(day);
  await clockTo(sandbox(), at);
  return { payers, at };
}

/** All that a run decides, without ids and moments. */
async function resultOf(payers: Payer[]) {
  return Promise.all(payers.map(async (payer) => {
    const { owedMinor, rolledBills, nextBillOn, limitMinor } = await tabOf(payer.id);
    const bills = await readBills(payer.id);
    return {
      tab: { owedMinor, rolledBills, limitMinor, goesOn: nextBillOn !== null },
      charges: (await chargesOf(sandbox(), payer)).map(({ amount }) => amount),
      bills: bills.map(({ status, amountMinor, failureKind, processorFeeMinor, lines, payments }) => ({
        status, amountMinor, failureKind, processorFeeMinor, payments: payments.map((row) => row.status),
        lines: lines.map((line) => [line.status, line.amountMinor, line.heldMinor, line.feeShareMinor]),
      })),
    };
  }));
}

it(`killed at ${PLACES} of its steps and run again, an evening ends as if nothing had happened`, async () => {
  const whole = await newEvening();
  const steps = (await runAndDie('billing', whole.at, 0)) ?? 0;
  await runJob('reconcile', whole.at);
  const expected = await resultOf(whole.payers);
  expect(expected.map(({ bills }) => bills.map(({ status }) => status))).toEqual([['paid'], ['paid'], ['paid'], ['failing'], ['failing'], [], ['failing']]);
  expect(steps).toBeGreaterThan(40);
  for (let place = 1; place <= PLACES; place += 1) {
    const step = Math.ceil((steps * place) / (PLACES + 1));
    const { payers, at } = await newEvening();
    expect([step, await runAndDie('billing', at, step)]).toEqual([step, null]);
    // Two minutes later: whoever died holds nothing any more.
    await getDb().execute(sql`update bill set lease_until = null`);
    await runJob('billing', at);
    await runJob('reconcile', at);
    expect([step, await resultOf(payers)]).toEqual([step, expected]);
    await runJob('billing', at);
    expect([step, await resultOf(payers)]).toEqual([step, expected]);
  }
  await expectSoundTabs();
  expect(await verifyLedger(getDb(), billLedgerChecks)).toEqual([]);
  await expectEqualRecords(sandbox());
}, 60_000 + PLACES * 20_000);
