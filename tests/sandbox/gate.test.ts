import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

/** A request with headers that `fetch` would not let us choose. */
function status(path: string, headers: Record<string, string>): Promise<number> {
  const { port } = new URL(sandbox().url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  ['another host', { host: 'tuppence.example' }],
  ['a name that only begins like ours', { host: '127.0.0.1.example.com' }],
  ['an address of the network', { host: '192.168.1.7:4000' }],
  ['Forwarded', { host: 'localhost', forwarded: 'for=1.2.3.4' }],
  ['X-Forwarded-For', { host: 'localhost', 'x-forwarded-for': '1.2.3.4' }],
  ['X-Forwarded-Host', { host: 'localhost', 'x-forwarded-host': 'localhost' }],
  ['a page of another site', { host: 'localhost', origin: 'https://evil.example' }],
  ['a page that hides where it is from', { host: 'localhost', origin: 'null' }],
])('a request with %s finds nothing, whatever it asks for', async (_name, headers) => {
  const session = await sandbox().session();
  for (const path of ['/v1/balance', '/_sandbox/clock', `/c/pay/${session.id}`, '/assets/pay.css', '/']) {
    expect([path, await status(path, { ...headers, authorization: 'Bearer sk_test_sandbox' })]).toEqual([path, 404]);
  }
});

test.each(['localhost', 'localhost:3000', '127.0.0.1', '[::1]:1'])('the host %s is let in', async (host) => {
  expect(await status('/_sandbox/clock', { host })).toBe(200);
});

test('only loopback listens', async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal);
  // Listening on the same port elsewhere is possible only when the sandbox does not hold it there.
  const host = outside?.address ?? '127.0.0.2';
  const port = Number(new URL(sandbox().url).port);
  const probe = createServer();
  const bound = await new Promise<AddressInfo | string | null>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, host, () => resolve(probe.address()));
  });
  expect(bound).toMatchObject({ address: host, port });
  await new Promise((resolve) => probe.close(resolve));
});

test('the hosted pages carry their own strict headers and name no other site', async () => {
  const session = await sandbox().session();
  const page = await fetch(session.url ?? '');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://localhost:3000;");
  expect(policy).not.toContain('unsafe');
  expect(page.headers.get('referrer-policy')).toBe('same-origin');
  expect(page.headers.get('cache-control')).toBe('no-store');
  const text = await page.text();
  expect(text).toContain('Test payment: no money moves');
  expect(text.toLowerCase()).not.toContain('stripe');
  expect(text.match(/(?:src|href)="https?:\/\/(?!localhost:3000)/g)).toBeNull();
});

test('what a session brings is shown as text', async () => {
  const nasty = '<img src=x onerror=alert(1)>"\'&';
  const session = await sandbox().session(300, 'usd', {
    branding_settings: { display_name: nasty },
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 300, product_data: { name: nasty } } }],
  });
  const text = await (await sandbox().pay(session, '', { email: nasty, card_name: nasty })).text();
  expect(text).not.toContain('<img');
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
});
