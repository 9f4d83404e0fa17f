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
  const underWay = Array.from({ length: 20 }, (_, at) => fetch(`${app().url}/explore?q=${at}`).then((answer) => answer.text().then(() => answer.status)));
  await new Promise((resolve) => setImmediate(resolve));
  // The connections must stand before the signal, or they are new work, which is refused.
  expect(await (await fetch(`${app().url}/healthz`)).text()).toBe('alive\n');
  const ended = app().stop('server');
  expect(await Promise.all(underWay)).toEqual(underWay.map(() => 200));
  expect(await ended).toBe(0);
  await app().start('server');
});
