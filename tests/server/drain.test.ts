import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { drain } from '@/lib/http';
import { serve } from './serve';

test('what is under way when the end begins is finished, and nothing new is taken', async () => {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let started = 0;
  const { app, server, send } = await serve({
    handle: async (_request, response) => {
      started += 1;
      await gate;
      response.end('finished');
    },
  });
  const underWay = Array.from({ length: 10 }, () => send('/ada'));
  await expect.poll(() => started).toBe(10);

  app.startDraining();
  expect((await send('/readyz')).status, 'load balancers are told first').toBe(503);
  expect((await send('/healthz')).status, 'while the process still lives').toBe(200);
  const drained = drain([server], { noticeMs: 0, limitMs: 5_000 });
  await expect.poll(() => send('/healthz').then(() => 'taken', () => 'refused')).toBe('refused');
  letGo();

  const answers = await Promise.all(underWay);
  expect(answers.map((answer) => answer.text)).toEqual(Array.from({ length: 10 }, () => 'finished'));
  expect(answers.every((answer) => answer.headers.connection === 'close')).toBe(true);
  expect(await drained).toBe(true);
});

test('a client that keeps its connection open does not hold up the end', async () => {
  const { server, port, host } = await serve({ handle: (_request, response) => void response.end('ok') });
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve) => {
    request({ port, host: '127.0.0.1', path: '/', headers: { host }, agent }, (response) => {
      response.resume().on('end', () => resolve());
    }).end();
  });
  expect(await drain([server], { noticeMs: 0, limitMs: 5_000 })).toBe(true);
  agent.destroy();
});

test('a request that never ends is cut at the limit, and the answer says so', async () => {
  let started = false;
  const { server, send } = await serve({
    handle: () => {
      started = true;
      return new Promise(() => undefined);
    },
  });
  const hanging = send('/ada');
  const cut = expect(hanging).rejects.toThrow();
  await expect.poll(() => started).toBe(true);
  expect(await drain([server], { noticeMs: 0, limitMs: 50 })).toBe(false);
  await cut;
});
