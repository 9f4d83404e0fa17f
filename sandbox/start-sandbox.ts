import type { AddressInfo } from 'node:net';
import { controlHandler } from './control/control';
import { runTask } from './payments/run-task';
import { pageHandler } from './pages/pages';
import { upsertDestination } from './resources/event-destinations';
import { upsertEndpoint } from './resources/webhook-endpoints';
import { Api } from './server/api';
import { Chaos } from './server/chaos';
import { createHttpServer } from './server/http-server';
import { routes } from './server/routes';
import { forgetOld } from './store/forget-old';
import { Scheduler } from './store/scheduler';
import { DEFAULT_RETRY_DELAYS_MS, Dispatcher } from './webhooks/dispatcher';
import { DEFAULT_DELAYS, World } from './world';

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Where the state is kept between starts; without it the state lives in memory. */
  dataFolder?: string | null;
  /** The only secret key that is accepted. */
  key?: string;
  /** An endpoint that gets every event, with its secret; both or none. */
  webhookUrl?: string;
  webhookSecret?: string;
  /** The same for an endpoint that gets the events of connected accounts. */
  connectWebhookUrl?: string;
  connectWebhookSecret?: string;
  /** The same for a destination of thin events. */
  thinWebhookUrl?: string;
  thinWebhookSecret?: string;
  /** Milliseconds of the sandbox's clock from a charge to its fee. */
  feeDelayMs?: number;
  /** From a debit to its settlement, and for the slow test accounts. */
  debitDelayMs?: number;
  slowDebitDelayMs?: number;
  disputeDelayMs?: number;
  refundDelayMs?: number;
  verifyDelayMs?: number;
  /** Real milliseconds between tries to deliver a webhook. */
  webhookRetryDelaysMs?: readonly number[];
  /** The name on the payment page when a session brings none. */
  merchantName?: string;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:<port>`: the base for the SDK and for `fetch`. */
  url: string;
  port: number;
  /** Ends the server and its timers; the state is on disk when this resolves. */
  stop(): Promise<void>;
}

/** Starts a sandbox in this process, listening on loopback only. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const delays = {
    feeMs: options.feeDelayMs ?? DEFAULT_DELAYS.feeMs,
    debitMs: options.debitDelayMs ?? DEFAULT_DELAYS.debitMs,
    slowDebitMs: options.slowDebitDelayMs ?? DEFAULT_DELAYS.slowDebitMs,
    disputeMs: options.disputeDelayMs ?? DEFAULT_DELAYS.disputeMs,
    refundMs: options.refundDelayMs ?? DEFAULT_DELAYS.refundMs,
    verifyMs: options.verifyDelayMs ?? DEFAULT_DELAYS.verifyMs,
  };
  const world = new World(options.dataFolder ?? null, delays, options.merchantName ?? 'Tuppence');
  world.store.transact(() => forgetOld(world));
  const chaos = new Chaos();
  const dispatcher = new Dispatcher(
    world,
    chaos,
    options.webhookRetryDelaysMs ?? DEFAULT_RETRY_DELAYS_MS,
  );
  const scheduler = new Scheduler(world.store, world.clock, (task) => runTask(world, task));
  world.schedule = (task, delayMs) => scheduler.add(task, delayMs);
  scheduler.afterRun = () => dispatcher.kick();
  world.store.transact(() => upsertReceivers(world, options));
  const server = createHttpServer({
    api: new Api(world, chaos, routes, options.key ?? 'sk_test_sandbox', scheduler),
    control: controlHandler({ world, chaos, dispatcher, scheduler }),
    pages: pageHandler(world, scheduler),
    afterAnswer: () => dispatcher.kick(),
  });
  const port = await listen(server, options.port ?? 0);
  world.origin = `http://127.0.0.1:${port}`;
  scheduler.start();
  dispatcher.start();
  return {
    url: world.origin,
    port,
    stop: async () => {
      scheduler.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(force);
      await dispatcher.stop();
      world.store.close();
    },
  };
}

/** The receivers that the environment asks for: made at the first start, kept up to date later. */
function upsertReceivers(world: World, options: SandboxOptions): void {
  const { webhookUrl: url, webhookSecret: secret } = options;
  if (url !== undefined && secret !== undefined) upsertEndpoint(world, url, secret);
  const { connectWebhookUrl: connectUrl, connectWebhookSecret: connectSecret } = options;
  if (connectUrl !== undefined && connectSecret !== undefined) upsertEndpoint(world, connectUrl, connectSecret, true);
  const { thinWebhookUrl: thinUrl, thinWebhookSecret: thinSecret } = options;
  if (thinUrl !== undefined && thinSecret !== undefined) upsertDestination(world, thinUrl, thinSecret);
}

function listen(server: ReturnType<typeof createHttpServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(portOf(server.address())));
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return address.port;
}
