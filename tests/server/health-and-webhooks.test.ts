import { createConnection } from 'node:net';
import { expect, test } from 'vitest';
import type { Webhook } from '@/lib/http';
import { serve } from './serve';

const noPages = { handle: () => Promise.reject(new Error('no page was asked for')) };

test('/healthz says that the process lives, whatever the database does', async () => {
  const { send } = await serve({ ...noPages, isReady: () => Promise.reject(new Error('no database')) });
  expect(await send('/healthz')).toMatchObject({ status: 200, text: 'alive\n' });
});

test('/readyz follows the database', async () => {
  let ready = false;
  const { send } = await serve({ ...noPages, isReady: () => Promise.resolve(ready) });
  expect((await send('/readyz')).status).toBe(503);
  ready = true;
  expect(await send('/readyz')).toMatchObject({ status: 200, text: 'ready\n' });
});

test('a webhook reaches its inbox byte by byte as it was sent, and never a page', async () => {
  const received: Webhook[] = [];
  const { send } = await serve({
    ...noPages,
    receiveWebhook: (webhook) => {
      received.push(webhook);
      return Promise.resolve(400);
    },
  });
  const bytes = Buffer.from('{"id": "evt_1",\r\n "ü": "\u2028"}  ');
  const answer = await send('/api/webhooks/stripe', { method: 'POST', body: bytes, headers: { 'stripe-signature': 't=1,v1=ab' } });
  expect(answer.status).toBe(400);
  expect(received).toHaveLength(1);
  expect(received[0]?.rawBody.equals(bytes)).toBe(true);
  expect(received[0]?.headers['stripe-signature']).toBe('t=1,v1=ab');
});

test('a webhook whose inbox fails is answered 500, so that it comes again', async () => {
  const { send } = await serve({ ...noPages, receiveWebhook: () => Promise.reject(new Error('database gone')) });
  const answer = await send('/api/webhooks/stripe', { method: 'POST', body: '{}' });
  expect(answer).toMatchObject({ status: 500, text: 'Internal Server Error\n' });
});

test('a webhook larger than 256 KB is refused, also when it does not say its size', async () => {
  let called = false;
  const { send, port, host } = await serve({
    ...noPages,
    receiveWebhook: () => {
      called = true;
      return Promise.resolve(200);
    },
  });
  expect((await send('/api/webhooks/stripe', { method: 'POST', body: Buffer.alloc(256 * 1024 + 1) })).status).toBe(413);
  const chunked = await new Promise<string>((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.write(`POST /api/webhooks/stripe HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`);
      for (let at = 0; at < 5; at += 1) socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`);
    });
    socket.setEncoding('utf8').once('data', (text: string) => {
      resolve(text);
      socket.destroy();
    });
    socket.on('error', () => undefined);
  });
  expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
  expect(called).toBe(false);
});

test('a webhook is posted; other methods are told so', async () => {
  const { send } = await serve(noPages);
  expect(await send('/api/webhooks/stripe')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
});

test('reports of the policy are taken from anybody and answered with nothing', async () => {
  const { send } = await serve(noPages);
  const report = [{ type: 'csp-violation', body: { effectiveDirective: 'img-src', blockedURL: 'https://evil.example/a?b' } }];
  for (const body of [JSON.stringify(report), 'not json', JSON.stringify({ a: 1 }), 'x'.repeat(20_000)]) {
    expect(await send('/api/csp-reports', { method: 'POST', body })).toMatchObject({ status: 204, text: '' });
  }
});

test('a page that throws is a 500 without its reason, and the server lives on', async () => {
  const { send } = await serve({ handle: () => Promise.reject(new Error('secret detail')) });
  expect(await send('/ada')).toMatchObject({ status: 500, text: 'Internal Server Error\n' });
  expect((await send('/healthz')).status).toBe(200);
});
