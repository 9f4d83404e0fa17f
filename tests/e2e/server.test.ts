import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { useApp } from '../support/app';

const app = useApp({ worker: false });

test('the server is ready once its database has the newest migration', async () => {
  const answer = await fetch(`${app().url}/readyz`);
  expect([answer.status, await answer.text()]).toEqual([200, 'ready\n']);
});

test('a page that exists, one that does not and one that failed carry the nonce of their policy', async () => {
  for (const [address, status] of [['/', 200], ['/explore', 200], ['/no-such-creator', 404], ['/no/such/page', 404]] as const) {
    const answer = await fetch(app().url + address);
    expect([address, answer.status]).toEqual([address, status]);
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
    const html = await answer.text();
    const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length, address).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)), address).toEqual([]);
    expect(html.replace(/<script\b[\s\S]*?<\/script>/g, ''), address).not.toMatch(/ style="| on[a-z]+="/);
  }
});

test.each(['/.env', '/.git/config', '/package.json', '/server.ts', '/.data/secrets.json', '/_next/server/middleware.js', '/_next/static/../../package.json', '/_next/static/%2e%2e/%2e%2e/package.json', '/_next/static/chunks/', '/metrics', '/api/debug'])(
  '%s is not served', async (address) => {
    const { status } = await fetch(app().url + address);
    expect(status).toBe(404);
  },
);

test('static files of the build are kept for ever and compressed', async () => {
  const html = await (await fetch(app().url)).text();
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1];
  const answer = await fetch(`${app().url}${script}`, { headers: { 'accept-encoding': 'br' } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('a signal to stop lets what is under way finish and ends with 0', async () => {
  const underWay = Array.from({ length: 20 }, (_, at) => ask(`/explore?q=${at}`));
  await Promise.all(underWay.map(({ connected }) => connected));
  // The server takes connections in their order: with this one all of them stand before the signal, after which new ones are refused.
  expect(await ask('/healthz').status).toBe(200);
  const ended = app().stop('server');
  expect(await Promise.all(underWay.map(({ status }) => status))).toEqual(underWay.map(() => 200));
  expect(await ended).toBe(0);
  await app().start('server');
});

/** A request over a connection of its own, as strangers would make it. */
function ask(path: string): { connected: Promise<unknown>; status: Promise<number | undefined> } {
  const request = get(`${app().url}${path}`, { agent: false });
  const status = once(request, 'response').then(async ([answer]: IncomingMessage[]) => {
    answer?.resume();
    if (answer) await once(answer, 'end');
    return answer?.statusCode;
  });
  return { connected: once(request, 'socket').then(([socket]: Socket[]) => socket && once(socket, 'connect')), status };
}
