import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { createAppServer, type AppServer, type AppServerOptions } from '@/lib/http';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string };

const running: Server[] = [];

/**
 * Serves over real HTTP what server.ts serves, with the test's own pages in the place of Next's.
 * `send` speaks to it with exactly the headers it is given; `host` is that of `APP_URL`.
 */
export async function serve(options: Partial<AppServerOptions> & { handle: AppServerOptions['handle'] }): Promise<{
  app: AppServer;
  server: Server;
  port: number;
  host: string;
  send: (path: string, more?: { method?: string; headers?: Record<string, string>; body?: string | Buffer }) => Promise<Answer>;
}> {
  const app = createAppServer({
    appUrl: new URL('http://tuppence.test'),
    stripeApiBase: null,
    dev: false,
    sandbox: false,
    sessionCookies: ['__Host-sid', 'sid'],
    isReady: () => Promise.resolve(true),
    receiveWebhook: () => Promise.resolve(200),
    ...options,
  });
  const server = app.newServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(server);
  const { port } = addressOf(server);
  const host = (options.appUrl ?? new URL('http://tuppence.test')).host;
  return { app, server, port, host, send: (path, more = {}) => send(port, path, { ...more, headers: { host, ...more.headers } }) };
}

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const whole = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole, text: whole.toString('utf8') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address;
}
