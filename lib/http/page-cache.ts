import type { IncomingMessage, ServerResponse } from 'node:http';
import { chooseEncoding, encode, type Encoding } from './encodings';
import type { RenderedPage } from './render-page';
import { hasSession } from './has-session';

/**
 * The one-second page cache (DESIGN.md 12).
 *
 *     age of the kept page      what a visitor gets
 *     under 1 s                 the kept page
 *     1 s to 4¾ s               the kept page; one render of the next begins
 *     4¾ s or more, or none     the next page, after waiting for its one render
 *
 * The age counts from the moment its render began, and a render shows what was read at most a
 * quarter of a second before (app/remember.ts), so nobody ever sees what was true more than five
 * seconds ago. There is no invalidation, hence none to get wrong, and nothing to share between
 * servers.
 */
const FRESH_MS = 1_000;
const SERVABLE_MS = 4_750;
/** A page this large is answered, but not kept. */
const PAGE_LIMIT_BYTES = 2_000_000;

export type PageCacheOptions = {
  /** Renders a path as a stranger sees it. */
  render: (path: string) => Promise<RenderedPage>;
  /** Whether a path is a public reading page. */
  isPublicPage: (path: string) => boolean;
  /** The one host that is answered from the cache: that of `APP_URL`, with its port. */
  host: string;
  /** Cookies that make a visitor somebody. */
  sessionCookies: readonly string[];
  maxPages?: number;
  /** Milliseconds that only go forward; the tests pass their own. */
  clock?: () => number;
};

export type PageCache = {
  /** Answers a request if the cache may; false leaves it to the caller, untouched. */
  answer: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** How many pages are kept; never more than `maxPages`. */
  size: () => number;
};

type KeptPage = RenderedPage & {
  startedAt: number;
  encoded: Map<Encoding, Promise<Buffer>>;
  /** A page that sets a cookie belongs to one visitor and is handed to nobody. */
  personal: boolean;
  /** Whether its own headers say already that an answer depends on the encodings a client takes. */
  variesByEncoding: boolean;
};

/** Makes a cache; `onDecline` answers a request whose shared render turned out to be personal. */
export function createPageCache(
  options: PageCacheOptions,
  onDecline: (request: IncomingMessage, response: ServerResponse) => void,
): PageCache {
  const pages = new Map<string, KeptPage>();
  const rendering = new Map<string, Promise<KeptPage>>();
  const clock = options.clock ?? (() => performance.now());
  const maxPages = options.maxPages ?? 500;

  function find(path: string): KeptPage | Promise<KeptPage> {
    const kept = pages.get(path);
    const age = kept ? clock() - kept.startedAt : Infinity;
    if (kept && age < FRESH_MS) return kept;
    const next = renderOnce(path);
    if (!kept || age >= SERVABLE_MS) return next;
    // The visitor has the older page; what the render ends in is the next visitor's business.
    next.catch(() => undefined);
    return kept;
  }

  function renderOnce(path: string): Promise<KeptPage> {
    const running = rendering.get(path);
    if (running) return running;
    const next = renderNext(path).finally(() => rendering.delete(path));
    rendering.set(path, next);
    return next;
  }

  async function renderNext(path: string): Promise<KeptPage> {
    const startedAt = clock();
    const page = keptPage(await options.render(path), startedAt);
    if (mayBeKept(page)) keep(path, page);
    // A fault of the moment does not displace a good page; another status (gone, moved) does.
    else if (page.status < 500) pages.delete(path);
    return page;
  }

  function keep(path: string, page: KeptPage): void {
    pages.delete(path);
    pages.set(path, page);
    // A Map keeps its order, so the first key is the page that was rendered longest ago.
    for (const oldest of pages.keys()) {
      if (pages.size <= maxPages) break;
      pages.delete(oldest);
    }
  }

  return {
    size: () => pages.size,
    answer(request, response) {
      if (!isForStrangers(request, options)) return false;
      const found = find(request.url ?? '/');
      if (!(found instanceof Promise)) {
        send(found, request, response);
        return true;
      }
      found.then(
        (page) => (page.personal ? onDecline(request, response) : send(page, request, response)),
        () => sendUnavailable(response),
      );
      return true;
    },
  };
}

/** An anonymous reader of a public page, who asks for all of it and for nothing else. */
function isForStrangers(request: IncomingMessage, options: PageCacheOptions): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const { headers } = request;
  if (headers.host !== options.host || !options.isPublicPage(request.url ?? '')) return false;
  if (headers.cookie !== undefined && hasSession(headers.cookie, options.sessionCookies)) return false;
  for (const name in headers) {
    if (name === 'rsc' || name === 'range' || name === 'authorization') return false;
    if (name.startsWith('next-')) return false;
  }
  return true;
}

function keptPage(page: RenderedPage, startedAt: number): KeptPage {
  const valuesOf = (wanted: string): string[] =>
    page.headers.filter((_value, at) => at % 2 === 1 && page.headers[at - 1]?.toLowerCase() === wanted);
  return {
    ...page,
    startedAt,
    personal: valuesOf('set-cookie').length > 0,
    variesByEncoding: /accept-encoding|\*/i.test(valuesOf('vary').join()),
    encoded: new Map(),
  };
}

function mayBeKept(page: KeptPage): boolean {
  return page.status === 200 && !page.personal && page.body.length <= PAGE_LIMIT_BYTES;
}

function send(page: KeptPage, request: IncomingMessage, response: ServerResponse): void {
  const encoding = chooseEncoding(request.headers['accept-encoding']);
  let body = page.encoded.get(encoding);
  if (!body) {
    body = encode(page.body, encoding, 'page');
    page.encoded.set(encoding, body);
  }
  body.then(
    (bytes) => {
      response.writeHead(page.status, headersFor(page, encoding, bytes.length));
      response.end(request.method === 'HEAD' ? undefined : bytes);
    },
    () => sendUnavailable(response),
  );
}

function headersFor(page: KeptPage, encoding: Encoding, length: number): string[] {
  const own = ['Content-Length', String(length)];
  if (!page.variesByEncoding) own.push('Vary', 'Accept-Encoding');
  if (encoding !== 'identity') own.push('Content-Encoding', encoding);
  return [...page.headers, ...own];
}

function sendUnavailable(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5' });
  response.end('This page could not be put together just now. Please try again in a moment.\n');
}
