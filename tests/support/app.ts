import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startSandbox, type RunningSandbox } from '@/sandbox/start-sandbox';
import { useTestDatabase } from './database';
import { entryFile } from './entries';

const root = path.resolve(import.meta.dirname, '..', '..');
const READY_MS = 60_000;
const SECRET = 'whsec_tests_0123456789abcdef0123456789abcdef';
const CONNECT_SECRET = 'whsec_tests_connect_0123456789abcdef01234567';
const THIN_SECRET = 'whsec_tests_thin_0123456789abcdef0123456789a';

type Part = 'server' | 'twin' | 'worker';
const ENTRIES: Record<Part, string> = { server: 'server.ts', twin: 'server.ts', worker: 'lib/jobs/worker.ts' };

export type App = {
  /** Where the app is served, without a slash at the end. */
  url: string;
  /** A second server over the same database, with `twin: true`, as `npm start -- --servers 2` runs it. */
  twinUrl: string;
  sandbox: RunningSandbox;
  /** Ends a part with a signal and waits until it is gone; answers its exit code. */
  stop: (part: Part, signal?: NodeJS.Signals) => Promise<number | null>;
  /** Starts a part that was stopped and waits until it is ready. */
  start: (part: Part) => Promise<void>;
};

/**
 * The whole of Tuppence for one test file, as `npm start` runs it: the built server and the worker
 * as processes of their own, the sandbox, and a database of the file's own. Needs a build.
 */
export function useApp(options: { verify?: boolean; worker?: boolean; twin?: boolean; env?: Record<string, string> } = {}): () => App {
  useTestDatabase(options);
  const running = new Map<Part, ChildProcess>();
  let app: App | null = null;

  beforeAll(async () => {
    const [port, twinPort] = [await freePort(), await freePort()];
    const sandbox = await startSandbox({
      feeDelayMs: 0,
      webhookUrl: `http://127.0.0.1:${port}/api/webhooks/stripe`,
      webhookSecret: SECRET,
      connectWebhookUrl: `http://127.0.0.1:${port}/api/webhooks/stripe-connect`,
      connectWebhookSecret: CONNECT_SECRET,
      thinWebhookUrl: `http://127.0.0.1:${port}/api/webhooks/stripe-thin`,
      thinWebhookSecret: THIN_SECRET,
    });
    const env = { ...environment(port, sandbox.url), ...options.env };
    // What the test calls of lib itself must meet the same world.
    Object.assign(process.env, env);
    app = {
      url: `http://localhost:${port}`,
      twinUrl: `http://localhost:${twinPort}`,
      sandbox,
      start: (part) => startPart(part, part === 'twin' ? { ...env, PORT: String(twinPort), APP_URL: `http://localhost:${twinPort}` } : env, running),
      stop: (part, signal = 'SIGTERM') => stopPart(part, signal, running),
    };
    await app.start('server');
    if (options.twin) await app.start('twin');
    if (options.worker !== false) await app.start('worker');
  });

  afterAll(async () => {
    for (const part of [...running.keys()]) await stopPart(part, 'SIGTERM', running);
    await app?.sandbox.stop();
  });

  return () => {
    if (!app) throw new Error('the app runs only inside tests');
    return app;
  };
}

function environment(port: number, stripeBase: string): Record<string, string> {
  return {
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    AUTH_SECRET: 'tests-only-0123456789abcdef0123456789abcdef',
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_API_BASE: stripeBase,
    STRIPE_WEBHOOK_SECRET: SECRET,
    STRIPE_CONNECT_WEBHOOK_SECRET: CONNECT_SECRET,
    STRIPE_THIN_WEBHOOK_SECRET: THIN_SECRET,
    TUPPENCE_SANDBOX: 'on',
  };
}

async function startPart(part: Part, env: Record<string, string>, running: Map<Part, ChildProcess>): Promise<void> {
  const preload = path.join(root, 'scripts/lib/exit-with-parent.mjs');
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', preload, entryFile(ENTRIES[part])], {
    cwd: root,
    env: { ...process.env, ...env, NODE_ENV: 'production', NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1', TUPPENCE_PROCESS: part },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  running.set(part, child);
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-4_000);
  });
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the ${part} is not ready: ${lastWords}`)), READY_MS);
    child.once('message', () => {
      clearTimeout(limit);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the ${part} ended with ${code}: ${lastWords}`));
    });
  });
}

async function stopPart(part: Part, signal: NodeJS.Signals, running: Map<Part, ChildProcess>): Promise<number | null> {
  const child = running.get(part);
  if (!child) return null;
  running.delete(part);
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
