import { readFileSync } from 'node:fs';
import http, { type Server } from 'node:http';
import path from 'node:path';
import next from 'next';
import { z } from 'zod';
import { closeDb, getDb, getPool } from '@/db/client';
import { migrationsFolder } from '@/db/migrate';
import { env, isLoopbackHost } from '@/lib/env';
import { createAppServer, createAssetServer, createReadinessCheck, drain, type AppServer, type Webhook } from '@/lib/http';
import { assertLegalTextsPublished, isLiveKey, LegalTextsUntouched } from '@/lib/legal';
import { log } from '@/lib/log';
import { receiveWebhook, webhookDoors } from '@/lib/webhooks';

/**
 * The serving process (DESIGN.md 12): Next behind our own small server. Everything that answers
 * before Next stands in lib/http; here it is put together, given addresses and taken down again.
 */
const SESSION_COOKIES = ['__Host-sid', 'sid'];
/** Single-segment reading pages that are no creator's. */
const READING_PAGES = new Set(['/', '/explore', '/fees', '/payouts', '/terms', '/privacy', '/imprint']);
const ASK_AGAIN_MS = 5_000;
const DRAIN_MS = 25_000;
/** How long a load balancer may take to notice `/readyz`; on loopback there is none. */
const NOTICE_MS = { public: 5_000, loopback: 300 };

const dev = process.argv.includes('--dev');
const distFolder = path.join(import.meta.dirname, process.env.TUPPENCE_DIST ?? '.next');
const settings = env();
const appUrl = new URL(settings.APP_URL);

await start();

async function start(): Promise<void> {
  const addresses = listenAddresses();
  await requireLegalTexts();
  // Next adds a listener for upgrades to this server; only development has any to offer.
  const upgrades = http.createServer();
  const nextApp = next({ dev, dir: import.meta.dirname, hostname: appUrl.hostname, port: settings.PORT, httpServer: upgrades });
  await nextApp.prepare();
  const handle = nextApp.getRequestHandler();
  const app = createAppServer({
    appUrl,
    stripeApiBase: settings.STRIPE_API_BASE ?? null,
    signInOrigins: [
      ...(settings.GOOGLE_ID ? ['https://accounts.google.com'] : []),
      ...(settings.GITHUB_ID ? ['https://github.com'] : []),
    ],
    dev,
    sandbox: settings.sandbox,
    trustedHops: settings.TRUSTED_HOPS,
    sessionCookies: SESSION_COOKIES,
    handle: (request, response) => handle(request, response),
    serveAsset: dev ? undefined : createAssetServer(path.join(distFolder, 'static')),
    isPublicPage: dev ? undefined : publicPages(),
    isReady: createReadinessCheck(getPool, migrationsFolder),
    receiveWebhook: takeWebhook,
  });
  const servers = await listen(app, addresses);
  if (dev) for (const server of servers) server.on('upgrade', (...all) => upgrades.emit('upgrade', ...all));
  // Before anybody hears that it serves: who hears it may already ask it to stop.
  stopOnSignals(app, servers, () => nextApp.close());
  log.info('server.listening', { port: settings.PORT, sandbox: settings.sandbox, dev });
  process.send?.({ ready: true });
}

/**
 * With a live key nobody is served under legal texts that nobody has read. A database that is away
 * cannot tell: then no money moves either, and it is asked again until it answers.
 *
 * @throws LegalTextsUntouched
 */
async function requireLegalTexts(): Promise<void> {
  if (!isLiveKey(settings.STRIPE_SECRET_KEY)) return;
  try {
    await assertLegalTextsPublished(getDb());
  } catch (error) {
    if (error instanceof LegalTextsUntouched) throw error;
    log.warn('legal.not_asked', { again: ASK_AGAIN_MS });
    const again = () => requireLegalTexts().catch((untouched: Error) => {
      log.error('legal.untouched', untouched);
      process.exit(1);
    });
    setTimeout(() => void again(), ASK_AGAIN_MS).unref();
  }
}

/** The processor's events go to the inbox of lib/webhooks before Next sees them. */
async function takeWebhook({ path: address, rawBody, headers }: Webhook): Promise<number> {
  const door = webhookDoors.get(address);
  if (!door) return 404;
  const signature = headers['stripe-signature'];
  const answer = await receiveWebhook({
    rawBody,
    signature: typeof signature === 'string' ? signature : undefined,
    door,
  });
  return answer.status;
}

/**
 * Where to listen: with the sandbox only on loopback, whatever `HOST` says otherwise refuses to
 * boot; else on `HOST`, by default everywhere.
 */
function listenAddresses(): string[] {
  const host = process.env.HOST;
  if (!settings.sandbox) return [host ?? '::'];
  if (host && !isLoopbackHost(host)) throw new Error('Environment: the sandbox needs a loopback HOST');
  return host ? [host] : ['127.0.0.1', '::1'];
}

async function listen(app: AppServer, addresses: string[]): Promise<Server[]> {
  const servers: Server[] = [];
  for (const address of addresses) {
    const server = app.newServer();
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve).listen(settings.PORT, address, () => resolve(null));
    });
    // A machine without IPv6 has no ::1; the other address is enough there.
    if (!error) servers.push(server);
    else if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error;
  }
  if (servers.length === 0) throw new Error('No address to listen on');
  return servers;
}

/**
 * Whether a path is a reading page that everybody sees alike. A single segment is a creator's
 * handle unless the build knows a route of that name (the mailbox, sign-in, and what is to come).
 */
function publicPages(): (path: string) => boolean {
  const manifest = readFileSync(path.join(distFolder, 'app-path-routes-manifest.json'), 'utf8');
  const routes = z.record(z.string(), z.string()).parse(JSON.parse(manifest));
  const taken = new Set(Object.values(routes).map((route) => route.split('/')[1] ?? ''));
  return (url) => {
    if (READING_PAGES.has(url)) return true;
    const handle = /^\/([a-zA-Z0-9][a-zA-Z0-9_-]{1,39})$/.exec(url)?.[1];
    return handle !== undefined && !taken.has(handle.toLowerCase());
  };
}

function stopOnSignals(app: AppServer, servers: Server[], closeNext: () => Promise<void>): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info('server.stopping', { signal });
    app.startDraining();
    const noticeMs = isLoopbackHost(appUrl.hostname) ? NOTICE_MS.loopback : NOTICE_MS.public;
    const finished = await drain(servers, { noticeMs, limitMs: DRAIN_MS });
    // Work that pages left for `after()` ends here.
    await closeNext();
    await closeDb();
    log.info('server.stopped', { finished });
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}
