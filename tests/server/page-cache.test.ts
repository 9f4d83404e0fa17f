import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createPageCache } from '@/lib/http/page-cache';
import type { RenderedPage } from '@/lib/http/render-page';
import { serve } from './serve';

const isPublicPage = (path: string): boolean => path === '/' || /^\/[a-z]+$/.test(path);

/** A page that counts its renders and shows the nonce it was given. */
function countingPages() {
  const renders: IncomingMessage[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    renders.push(request);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const nonce = /'nonce-([^']+)'/.exec(String(request.headers['content-security-policy']))?.[1];
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<p>render ${renders.length} of ${request.url}, nonce ${nonce}</p>${'x'.repeat(5_000)}`);
  };
  return { renders, handle };
}

test('many strangers who come at once share one render', async () => {
  const { renders, handle } = countingPages();
  const { send } = await serve({ handle, isPublicPage });
  const answers = await Promise.all(Array.from({ length: 50 }, () => send('/ada')));
  expect(renders).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
});

test('a kept page carries the policy of its own render, so its nonce fits', async () => {
  const { handle } = countingPages();
  const { send } = await serve({ handle, isPublicPage });
  for (const answer of [await send('/ada'), await send('/ada')]) {
    const nonce = /nonce ([^<]+)</.exec(answer.text)?.[1];
    expect(answer.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
  }
});

test.each([
  ['a session cookie', { cookie: 'theme=dark; sid=abc' }],
  ['the secure session cookie', { cookie: '__Host-sid=abc' }],
  ['RSC', { rsc: '1' }],
  ['a Next header', { 'next-router-prefetch': '1' }],
  ['Range', { range: 'bytes=0-1' }],
  ['Authorization', { authorization: 'Bearer x' }],
  ['another host', { host: '127.0.0.1' }],
])('a request with %s is rendered for itself', async (_what, headers) => {
  const { renders, handle } = countingPages();
  const { send } = await serve({ handle, isPublicPage });
  await send('/ada');
  await send('/ada', { headers });
  expect(renders).toHaveLength(2);
});

test('a query, a POST and a page that is not public are rendered for themselves', async () => {
  const { renders, handle } = countingPages();
  const { send } = await serve({ handle, isPublicPage });
  await send('/ada');
  await send('/ada?thanks=1');
  await send('/ada', { method: 'POST', body: 'amount=3' });
  await send('/ada/tip');
  await send('/ada/tip');
  expect(renders).toHaveLength(5);
});

test('a cookie that is no session is neither a hindrance nor seen by the shared render', async () => {
  const { renders, handle } = countingPages();
  const { send } = await serve({ handle, isPublicPage });
  await send('/ada', { headers: { cookie: 'theme=dark', 'user-agent': 'somebody', 'accept-language': 'de' } });
  await send('/ada');
  expect(renders).toHaveLength(1);
  expect(renders[0]?.headers.cookie).toBeUndefined();
  expect(renders[0]?.headers['user-agent']).toBeUndefined();
  expect(renders[0]?.headers['accept-language']).toBeUndefined();
});

test('each encoding is kept apart and holds the same page', async () => {
  const { renders, handle } = countingPages();
  const { send } = await serve({ handle, isPublicPage });
  const plain = await send('/ada');
  const gzipped = await send('/ada', { headers: { 'accept-encoding': 'gzip' } });
  const brotli = await send('/ada', { headers: { 'accept-encoding': 'gzip, deflate, br' } });
  const refused = await send('/ada', { headers: { 'accept-encoding': 'br;q=0, gzip;q=0' } });
  expect(gunzipSync(gzipped.body).toString()).toBe(plain.text);
  expect(brotliDecompressSync(brotli.body).toString()).toBe(plain.text);
  expect(refused.text).toBe(plain.text);
  expect([plain, gzipped, brotli].map((answer) => answer.headers['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
  expect(brotli.headers.vary).toContain('Accept-Encoding');
  expect(renders).toHaveLength(1);
});

test('HEAD gets the headers of the page and no body', async () => {
  const { renders, handle } = countingPages();
  const { send } = await serve({ handle, isPublicPage });
  const page = await send('/ada');
  const head = await send('/ada', { method: 'HEAD' });
  expect(head.text).toBe('');
  expect(head.headers['content-length']).toBe(String(page.body.length));
  expect(renders).toHaveLength(1);
});

test('a page that sets a cookie is kept for nobody, and each visitor gets one of their own', async () => {
  let renders = 0;
  const { send } = await serve({
    isPublicPage,
    handle: (_request, response) => {
      renders += 1;
      response.setHeader('Set-Cookie', `draft=${renders}`).end('personal');
    },
  });
  const cookies = await Promise.all([1, 2, 3].map(async () => (await send('/ada')).headers['set-cookie']?.[0]));
  expect(new Set(cookies).size).toBe(3);
});

test.each([404, 308, 500, 403])('an answer with status %i is passed on and not kept', async (status) => {
  let renders = 0;
  const { send } = await serve({
    isPublicPage,
    handle: (_request, response) => {
      renders += 1;
      response.writeHead(status).end('not now');
    },
  });
  expect((await send('/ada')).status).toBe(status);
  expect((await send('/ada')).status).toBe(status);
  expect(renders).toBe(2);
});

test('a visitor who hangs up does not break the render for the others', async () => {
  let finished = 0;
  const { send, port, host } = await serve({
    isPublicPage,
    handle: async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(response.destroyed).toBe(false);
      finished += 1;
      response.end('whole');
    },
  });
  const impatient = fetch(`http://127.0.0.1:${port}/ada`, { signal: AbortSignal.timeout(20), headers: { host } });
  const patient = send('/ada');
  await expect(impatient).rejects.toThrow();
  expect((await patient).text).toBe('whole');
  expect(finished).toBeGreaterThan(0);
});

/** Drives the cache itself with a clock of the test's own. */
function cacheWithClock(maxPages?: number) {
  let now = 0;
  const pending: ((page: RenderedPage) => void)[] = [];
  const cache = createPageCache(
    {
      isPublicPage: () => true,
      host: 'tuppence.test',
      sessionCookies: ['sid'],
      maxPages,
      clock: () => now,
      render: () => new Promise((resolve) => pending.push(resolve)),
    },
    (_request, response) => void response.writeHead(418).end(),
  );
  return {
    cache,
    pending,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    finish: (body: string, status = 200) => {
      const next = pending.shift();
      if (!next) throw new Error('no render is waiting');
      next({ status, headers: ['Content-Type', 'text/html'], body: Buffer.from(body) });
    },
  };
}

async function askOver(cache: ReturnType<typeof cacheWithClock>['cache'], path = '/ada'): Promise<string> {
  const server = createServer((request, response) => void cache.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { request } = await import('node:http');
  try {
    return await new Promise((resolve, reject) => {
      request({ port: address.port, path, headers: { host: 'tuppence.test' }, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve(text));
      }).on('error', reject).end();
    });
  } finally {
    server.close();
  }
}

/** Waits, without a fixed time, until the cache has asked for a render. */
async function untilAsked(pending: unknown[]): Promise<void> {
  await expect.poll(() => pending.length).toBe(1);
}

test('a page is rendered at most once a second, and shown at most five seconds old', async () => {
  const { cache, pending, advance, finish } = cacheWithClock();
  const first = askOver(cache);
  await untilAsked(pending);
  finish('one');
  expect(await first).toBe('one');

  advance(999);
  expect(await askOver(cache)).toBe('one');
  expect(pending).toHaveLength(0);

  advance(1);
  expect(await askOver(cache), 'older than a second: shown, and the next one begins').toBe('one');
  expect(await askOver(cache), 'only one next render runs').toBe('one');
  expect(pending).toHaveLength(1);
  finish('two');
  await expect.poll(() => askOver(cache)).toBe('two');

  advance(4_750);
  const waiting = askOver(cache);
  await untilAsked(pending);
  finish('three');
  expect(await waiting, 'as old as a page may be: not shown any more').toBe('three');
});

test('the age of a page counts from the beginning of its render', async () => {
  const { cache, pending, advance, finish } = cacheWithClock();
  const first = askOver(cache);
  await untilAsked(pending);
  advance(4_000);
  finish('slow');
  await first;
  advance(1_000);
  const second = askOver(cache);
  await untilAsked(pending);
  finish('next');
  expect(await second).toBe('next');
});

test('a fault of the moment keeps the older page, a page that is gone does not', async () => {
  const { cache, pending, advance, finish } = cacheWithClock();
  const first = askOver(cache);
  await untilAsked(pending);
  finish('one');
  await first;
  advance(1_000);
  expect(await askOver(cache)).toBe('one');
  finish('broken', 500);
  await expect.poll(() => askOver(cache).then((text) => [text, pending.length])).toEqual(['one', 1]);
  finish('gone', 404);
  await expect.poll(() => cache.size()).toBe(0);
});

test('the number of pages kept is bounded', async () => {
  const { cache, pending, finish } = cacheWithClock(3);
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const asked = askOver(cache, `/${name}`);
    await untilAsked(pending);
    finish(name);
    await asked;
  }
  expect(cache.size()).toBe(3);
});
