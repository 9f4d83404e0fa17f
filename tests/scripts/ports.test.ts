import { createServer, type Server } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { choosePort } from '../../scripts/lib/ports.mjs';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

function occupy(port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    servers.push(server);
    server.once('error', reject).listen(port, address, () => {
      const taken = server.address();
      resolve(taken && typeof taken === 'object' ? taken.port : 0);
    });
  });
}

test('the first free port from 3000 is taken, and the next one when that is gone', async () => {
  const first = await choosePort('');
  expect(first).toBeGreaterThanOrEqual(3000);
  await occupy(first, '127.0.0.1');
  expect(await choosePort('')).toBeGreaterThan(first);
});

test.each(['127.0.0.1', '0.0.0.0', '::'])('a PORT on which another program listens at %s is refused by name', async (address) => {
  const port = await occupy(0, address);
  await expect(choosePort(String(port))).rejects.toThrow(`Port ${port} (from PORT) is taken`);
});

test.each(['0', '-1', '65536', 'http', '3000.5'])('PORT=%s is refused', async (wanted) => {
  await expect(choosePort(wanted)).rejects.toThrow('PORT must be a number');
});
