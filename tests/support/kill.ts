import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import { getDb } from '@/db/client';
import { runJob, type JobName } from '@/lib/jobs';
import { domainLedgerChecks } from '@/lib/jobs/ledger-checks';
import { verifyLedger } from '@/lib/ledger';
import type { Payer } from './billing';
import { entryFile } from './entries';
import { resultOf } from './evenings';
import { expectEqualRecords } from './records';
import { expectSoundTabs } from './sound-tabs';

type Sandbox = { url: string; port: number };
/** Somebody for whom a job has something to do at a moment. */
export type Scene = { payers: Payer[]; at: Date };

/** Runs a job in a process of its own; answers its number of steps, or null when it was killed. */
export async function runAndDie(job: JobName, at: Date, step: number): Promise<number | null> {
  const child = spawn(process.execPath, [entryFile('tests/support/run-and-die.ts'), job, at.toISOString(), String(step)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return null;
  if (code !== 0) throw new Error(`the run ended with ${code}`);
  return Number(said.trim());
}

/**
 * Kills a job at places spread over all of its steps, each in a scene of its own, and runs it again:
 * all ends as it does undisturbed, and one more run of every job of bills changes nothing.
 *
 * @returns what it ends with, and in how many steps
 */
export async function killEverywhere(sandbox: Sandbox, job: JobName, places: number, newScene: () => Promise<Scene>) {
  const whole = await newScene();
  const steps = (await runAndDie(job, whole.at, 0)) ?? 0;
  await runJob('reconcile', whole.at);
  const expected = await resultOf(sandbox, whole.payers);
  for (let place = 1; place <= places; place += 1) {
    const step = Math.ceil((steps * place) / (places + 1));
    const { payers, at } = await newScene();
    expect([step, await runAndDie(job, at, step)]).toEqual([step, null]);
    // Minutes later: whoever died holds nothing any more.
    for (const table of ['bill', 'webhook_event']) await getDb().execute(`update ${table} set lease_until = null`);
    await runJob(job, at);
    await runJob('reconcile', at);
    expect([step, await resultOf(sandbox, payers)]).toEqual([step, expected]);
    for (const again of ['inbox', 'billing', 'dunning'] as const) await runJob(again, at);
    expect([step, await resultOf(sandbox, payers)]).toEqual([step, expected]);
  }
  await expectSoundTabs();
  expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
  await expectEqualRecords(sandbox);
  return { expected, steps };
}
