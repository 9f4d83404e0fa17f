import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect } from 'vitest';
import { entryFile } from './entries';

/** `obey` answers how often each outcome came. */
export type OtherServer<Order> = { obey: (order: Order) => Promise<Record<string, number>> };

/**
 * Two servers beside each other over the file's database and its processor: processes of their own
 * that say `ready` and answer each order, a line of JSON, with one.
 *
 * @param entry which file they run, as global-entries.ts names it
 */
export function useTwoServers<Order>(entry: string, database: () => string): OtherServer<Order>[] {
  const servers: OtherServer<Order>[] = [];
  const ends: (() => void)[] = [];

  beforeAll(async () => {
    servers.push(...(await Promise.all([start(), start()])));
  });
  afterAll(() => ends.forEach((end) => end()));
  return servers;

  async function start(): Promise<OtherServer<Order>> {
    const child = spawn(process.execPath, [entryFile(entry)], {
      env: { ...process.env, DATABASE_URL: database(), TUPPENCE_LOG: 'silent' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    ends.push(() => child.stdin.end());
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('ready');
    return {
      obey: async (order) => {
        child.stdin.write(`${JSON.stringify(order)}\n`);
        return JSON.parse(String((await lines.next()).value)) as Record<string, number>;
      },
    };
  }
}
