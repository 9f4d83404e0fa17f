import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { serve } from './serve';

/** Serves a page that says which client the server wrote down. */
const echo = (trustedHops: number) =>
  serve({ trustedHops, handle: (request: IncomingMessage, response) => void response.end(String(request.headers['x-tuppence-client'])) });

test('without proxies a client is its socket, whatever it says about itself', async () => {
  const { send } = await echo(0);
  const headers = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9', 'x-tuppence-client': '203.0.113.9' };
  expect((await send('/', { headers })).text).toBe('127.0.0.1');
});

test.each([
  [1, '198.51.100.7', '198.51.100.7'],
  [1, '203.0.113.9, 198.51.100.7', '198.51.100.7'],
  [2, '203.0.113.9, 198.51.100.7, 192.0.2.1', '198.51.100.7'],
  [2, '192.0.2.1', '127.0.0.1'],
  [1, 'unknown', '127.0.0.1'],
  [1, '2001:db8::7', '2001:db8::7'],
])('behind %d proxies X-Forwarded-For "%s" is counted from the right', async (hops, sent, client) => {
  const { send } = await echo(hops);
  expect((await send('/', { headers: { 'x-forwarded-for': sent, 'x-tuppence-client': '203.0.113.9' } })).text).toBe(client);
});
