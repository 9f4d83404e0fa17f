import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type SandboxProcess = { url: string; port: number; webhookSecret: string; stop: () => Promise<void> };

/**
 * Starts the sandbox as a process of its own, in memory, and points the environment at it: for
 * measurements, where it must not share our thread. Fees are known at once.
 */
export async function useSandboxProcess(): Promise<SandboxProcess> {
  const webhookSecret = 'whsec_bench_0123456789abcdef0123456789abcdef';
  const entry = path.resolve(import.meta.dirname, '../../sandbox/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    env: { ...process.env, SANDBOX_PORT: '0', SANDBOX_DATA: undefined, SANDBOX_FEE_DELAY_MS: '0', SANDBOX_WEBHOOK_URL: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstUrl(child.stdout);
  Object.assign(process.env, {
    APP_URL: 'http://localhost:3999',
    AUTH_SECRET: 'bench-only-0123456789abcdef0123456789abcdef',
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_API_BASE: url,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    TUPPENCE_SANDBOX: 'on',
    TUPPENCE_LOG: 'silent',
  });
  return {
    url,
    port: Number(new URL(url).port),
    webhookSecret,
    stop: () => new Promise((resolve) => child.once('exit', () => resolve()).kill('SIGTERM') || resolve()),
  };
}

async function firstUrl(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('the sandbox said no address');
}
