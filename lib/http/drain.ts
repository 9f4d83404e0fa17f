import type { Server } from 'node:http';

export type DrainOptions = {
  /** How long a load balancer may need to see that `/readyz` says no, in milliseconds. */
  noticeMs: number;
  /** How long requests that are under way may take to finish, in milliseconds. */
  limitMs: number;
};

/**
 * Stops servers without failing a request (SECURITY.md R25): first new work is turned elsewhere
 * (`/readyz` already answers 503 and every answer closes its connection), then no connection is
 * taken, then what runs may finish. Answers whether all of it did within the limit; the rest is cut.
 */
export async function drain(servers: Server[], options: DrainOptions): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, options.noticeMs));
  const closed = Promise.all(servers.map(closeServer)).then(() => true);
  const timer = new AbortController();
  const late = new Promise<boolean>((resolve) => {
    const limit = setTimeout(() => resolve(false), options.limitMs);
    timer.signal.addEventListener('abort', () => clearTimeout(limit));
  });
  const finished = await Promise.race([closed, late]);
  timer.abort();
  if (!finished) for (const server of servers) server.closeAllConnections();
  return finished;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose answer was on its way when the drain began becomes idle a moment later.
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });
}
