import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openOnboarding } from '@/lib/payout-accounts';
import { entryFile } from '../../support/entries';
import { addOwnPage } from '../../support/own-page';
import { accountOf } from '../../support/payees';
import { sdkOf } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const PLACES = 6;

/** Answers the number of steps, or null when it was killed. */
async function connectAndDie(creatorId: string, step: number): Promise<number | null> {
  const child = spawn(process.execPath, [entryFile('tests/support/connect-process.ts'), creatorId, String(step)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return null;
  if (code !== 0) throw new Error(`it ended with ${code}`);
  return Number(said.trim());
}

async function madeFor(payoutAccountId: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id, metadata } of sdkOf(sandbox()).v2.core.accounts.list({ limit: 100 })) {
    if (metadata?.payout_account_id === payoutAccountId) ids.push(id);
  }
  return ids;
}

test('a server killed anywhere while it connects an account leaves one that the next click goes on with', async () => {
  const whole = await addOwnPage();
  const steps = (await connectAndDie(whole.creatorId, 0)) ?? 0;
  expect(steps).toBeGreaterThan(PLACES);
  for (let place = 1; place <= PLACES; place += 1) {
    const step = Math.ceil((steps * place) / (PLACES + 1));
    const { creatorId } = await addOwnPage();
    expect([step, await connectAndDie(creatorId, step)]).toEqual([step, null]);
    await openOnboarding(creatorId, new Date());
    const { id, stripeAccountId, status } = await accountOf(creatorId);
    expect([step, await madeFor(id), status]).toEqual([step, [stripeAccountId], 'onboarding']);
  }
});
