import { afterAll, beforeAll, expect } from 'vitest';
import { getDb } from '@/db/client';
import { domainLedgerChecks } from '@/lib/jobs/ledger-checks';
import { verifyLedger } from '@/lib/ledger';
import { startSandbox } from '@/sandbox/start-sandbox';
import { useTestDatabase } from './database';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** A secret of the tests' own; the sandbox signs with it and the app verifies with it. */
export const WEBHOOK_SECRET = 'whsec_tests_0123456789abcdef0123456789abcdef';
/** The same for the endpoints of payees' accounts and of thin events. */
export const CONNECT_SECRET = 'whsec_tests_connect_0123456789abcdef01234567';
export const THIN_SECRET = 'whsec_tests_thin_0123456789abcdef0123456789a';

/**
 * A database and a sandbox Stripe of the file's own, with the environment pointing at both, so that
 * `lib` runs exactly as in production: real PostgreSQL, the real SDK, real HTTP. No webhook arrives
 * unless the test delivers it; the sandbox knows a fee at once unless told otherwise.
 */
export function useWorld(options: { verify?: boolean; webhookUrl?: string; feeDelayMs?: number } = {}): { sandbox: () => Sandbox; database: { url: () => string } } {
  const database = useTestDatabase(options);
  let sandbox: Sandbox | null = null;

  beforeAll(async () => {
    sandbox = await startSandbox({ feeDelayMs: options.feeDelayMs ?? 0 });
    Object.assign(process.env, {
      APP_URL: 'http://localhost:3999',
      AUTH_SECRET: 'tests-only-0123456789abcdef0123456789abcdef',
      STRIPE_SECRET_KEY: 'sk_test_sandbox',
      STRIPE_API_BASE: sandbox.url,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_CONNECT_WEBHOOK_SECRET: CONNECT_SECRET,
      STRIPE_THIN_WEBHOOK_SECRET: THIN_SECRET,
      TUPPENCE_SANDBOX: 'on',
    });
  });

  afterAll(async () => {
    if (options.verify !== false) expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
    await sandbox?.stop();
  });

  return {
    database,
    sandbox: () => {
      if (!sandbox) throw new Error('the sandbox runs only inside tests');
      return sandbox;
    },
  };
}
