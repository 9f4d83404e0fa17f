import { spawn } from 'node:child_process';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { newId } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';
import { entryFile } from '../../support/entries';
import { event, post, seat } from '../ledger/events';

useTestDatabase({ verify: false });

test('npm run ledger:verify answers by its exit code, and names the rows that are wrong', async () => {
  const { held, available } = seat(newId());
  await post(event([{ kind: 'hold_released', debit: held, credit: available, amountMinor: 300 }]));
  expect(await verify()).toEqual({ code: 0, lines: [expect.stringMatching(/^USD: 1 transfers, 300 minor units moved; /), expect.stringMatching(/^ledger: \d+ invariants hold$/)] });

  await getDb().execute(sql`update ledger_day set credit_minor = credit_minor + 1 where credit_minor > 0`);
  const { code, lines } = await verify();
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^\{"invariant":"currency_balances",.*"row":\{"currency":"USD","sum_minor":"-1"\}\}$/);
  expect(lines.at(-1)).toBe('ledger: 3 invariant(s) broken: currency_balances, day_totals_equal_transfers, audit_balance_equals_entries');
});

function verify(): Promise<{ code: number | null; lines: string[] }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entryFile('lib/jobs/verify-cli.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, lines: Buffer.concat(output).toString('utf8').trim().split('\n') }));
  });
}
