import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { takeCspReport } from './csp-report';
import { createPageCache } from './page-cache';
import { readBody } from './read-body';
import { refuseRequest } from './refuse-request';
import { renderPage } from './render-page';
import {
  CLIENT_HEADER,
  clientAddress,
  isFromThisMachine,
  LOCAL_HEADER,
  PATH_HEADER,
  REQUEST_ID_HEADER,
  scrubRequest,
  setRequestHeader,
} from './scrub-request';
import {
  contentSecurityPolicy,
  CSP_REPORT_PATH,
  fixedPolicy,
  fixedSecurityHeaders,
  newNonce,
  type HeaderSettings,
} from './security-headers';

const WEBHOOK_PREFIX = '/api/webhooks/';
const WEBHOOK_LIMIT_BYTES = 256 * 1024;
const WEBHOOK_LIMIT_MS = 10_000;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export type Webhook = { path: string; rawBody: Buffer; headers: IncomingMessage['headers'] };

export type AppServerOptions = HeaderSettings & {
  /** Next's request handler. */
  handle: Handler;
  /** Answers what `handle` need not see (a build's static files); false passes it on. */
  serveAsset?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Takes a webhook's raw bytes and answers its status; a throw answers 500, so it is sent again. */
  receiveWebhook: (webhook: Webhook) => Promise<number>;
  isReady: () => Promise<boolean>;
  /** Public reading pages, which strangers get from the one-second cache; absent: no cache. */
  isPublicPage?: (path: string) => boolean;
  sessionCookies: readonly string[];
  /** How many proxies of the operator's stand in front; their word about the client is taken. */
  trustedHops?: number;
  /** Whether the sandbox and what belongs to it exist; decided by `lib/env` at boot. */
  sandbox: boolean;
};

export type AppServer = {
  /** Makes one more server with the same behaviour, for a second address to listen on. */
  newServer: () => Server;
  /** From now on `/readyz` answers 503 and every answer closes its connection. */
  startDraining: () => void;
};

/**
 * The serving process without Next and without addresses: limits, security headers, the gate of
 * the sandbox, health, webhooks and the page cache. Both come in as arguments, so that tests meet
 * the whole of it over real HTTP.
 */
export function createAppServer(options: AppServerOptions): AppServer {
  let draining = false;
  const fixedHeaders = fixedSecurityHeaders(options);
  // Listens nowhere: the page cache renders through it, over connections in memory.
  const strangers = createServer((request, response) => serve(request, response, false));
  const cache = options.isPublicPage
    ? createPageCache(
        {
          render: (path) => renderPage(strangers, path, options.appUrl.host),
          isPublicPage: options.isPublicPage,
          host: options.appUrl.host,
          sessionCookies: options.sessionCookies,
        },
        admit,
      )
    : null;

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    if (draining) response.shouldKeepAlive = false;
    const refusal = refuseRequest(request, options.sessionCookies);
    if (refusal) return refuse(response, refusal.status, refusal.allow);
    if (cache?.answer(request, response)) return;
    admit(request, response);
  }

  /** Lets a request in: what it claims about itself is taken away, what we know is written down. */
  function admit(request: IncomingMessage, response: ServerResponse): void {
    const local = options.sandbox && isFromThisMachine(request);
    const client = clientAddress(request, options.trustedHops ?? 0);
    scrubRequest(request);
    if (client) setRequestHeader(request, CLIENT_HEADER, client);
    serve(request, response, local);
  }

  function serve(request: IncomingMessage, response: ServerResponse, local: boolean): void {
    const policy = fixedPolicy(pathOf(request)) ?? contentSecurityPolicy(newNonce(), options);
    setRequestHeader(request, 'content-security-policy', policy);
    setRequestHeader(request, REQUEST_ID_HEADER, newId());
    setRequestHeader(request, PATH_HEADER, request.url ?? '/');
    if (options.appUrl.protocol === 'https:') setRequestHeader(request, 'x-forwarded-proto', 'https');
    if (local) setRequestHeader(request, LOCAL_HEADER, '1');
    for (const [name, value] of fixedHeaders) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', policy);
    route(request, response).catch((error: unknown) => fail(request, response, error));
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    if (path === '/healthz') return sendText(response, 200, 'alive\n');
    if (path === '/readyz') {
      const ready = !draining && (await options.isReady());
      return sendText(response, ready ? 200 : 503, ready ? 'ready\n' : 'not ready\n');
    }
    if (path === CSP_REPORT_PATH) return takeCspReport(request, response);
    if (path.startsWith(WEBHOOK_PREFIX)) return takeWebhook(path, request, response, options);
    if (options.serveAsset?.(request, response)) return;
    logWhenDone(request, response);
    await options.handle(request, response);
  }

  return {
    newServer: () => withLimits(createServer({ maxHeaderSize: 16_384 }, onRequest)),
    startDraining() {
      draining = true;
    },
  };
}

async function takeWebhook(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  options: AppServerOptions,
): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 405, 'POST');
  const rawBody = await readBody(request, WEBHOOK_LIMIT_BYTES, WEBHOOK_LIMIT_MS);
  if (rawBody === 'too_large') return refuse(response, 413);
  if (rawBody === 'too_slow') return refuse(response, 408);
  if (rawBody === 'broken_off') return;
  const status = await options.receiveWebhook({ path, rawBody, headers: request.headers });
  sendText(response, status, `${STATUS_CODES[status] ?? status}\n`);
}

/** A slow or endless sender holds a connection for seconds, never for minutes. */
function withLimits(server: Server): Server {
  server.headersTimeout = 10_000;
  // A picture from a phone on a slow network takes this long.
  server.requestTimeout = 60_000;
  // Longer than a load balancer's usual minute, so that it never meets a connection just closed.
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 100;
  return server;
}

function refuse(response: ServerResponse, status: number, allow?: string): void {
  if (allow) response.setHeader('Allow', allow);
  // Whatever body the client is still sending is not read.
  response.shouldKeepAlive = false;
  sendText(response, status, `${STATUS_CODES[status] ?? status}\n`);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status).end(text);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  log.error('request.crashed', error, { request_id: requestId(request), path: loggedPath(request) });
  if (response.headersSent) response.destroy();
  else sendText(response, 500, 'Internal Server Error\n');
}

/** One line per request that was not answered from memory; the query may hold a token and is left out. */
function logWhenDone(request: IncomingMessage, response: ServerResponse): void {
  const path = loggedPath(request);
  const startedAt = performance.now();
  response.once('close', () => {
    log.info('request', {
      request_id: requestId(request),
      method: request.method,
      path,
      status: response.statusCode,
      finished: response.writableFinished,
      ms: Math.round(performance.now() - startedAt),
    });
  });
}

/** A path as a log may keep it: the last part of a receipt's, a bill's, an appeal's or a mailed question's address is the key to it. */
function loggedPath(request: IncomingMessage): string {
  return pathOf(request).replace(/^(\/(?:receipts|bills|appeal|pledges\/confirm)\/)[^/]+/, '$1…');
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '/';
}

function requestId(request: IncomingMessage): string {
  return String(request.headers[REQUEST_ID_HEADER] ?? '');
}
