import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';

/**
 * From now on this process ends with SIGKILL before its `dieAt`th statement, request or answer; 0
 * lives. Nothing is mocked: whatever was sent before arrives. Import what is run after this.
 *
 * @returns how many steps there have been
 */
export function dieAtStep(dieAt: number): () => number {
  let steps = 0;
  const next = (): void => {
    steps += 1;
    if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
  };
  const query = Reflect.get(pg.Client.prototype, 'query');
  Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...given: unknown[]) {
    next();
    return Reflect.apply(query, this, given);
  });
  const request = http.request;
  Reflect.set(http, 'request', (...given: Parameters<typeof http.request>) => {
    next();
    const sent = Reflect.apply(request, http, given);
    // Prepended: nobody reads the answer before.
    sent.prependListener('response', next);
    return sent;
  });
  syncBuiltinESMExports();
  return () => steps;
}
