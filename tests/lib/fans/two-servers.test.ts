import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { listCards } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { receiveWebhook } from '@/lib/webhooks';
import { fillSavePage } from '../../support/cards';
import { entryFile } from '../../support/entries';
import { addFan } from '../../support/fans';
import { eventsOf, sdkOf, signed } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox, database } = useWorld();

/** A process of its own on our database and sandbox; `next` is what it says next. */
function server(fanId: string, key: string) {
  const child = spawn(process.execPath, [entryFile('tests/support/open-setup-process.ts'), fanId, key], {
    env: { ...process.env, DATABASE_URL: database.url(), TUPPENCE_LOG: 'silent' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    next: async () => String((await lines.next()).value),
    work: () => child.stdin.write('go\n'),
  };
}

it('two servers open one page for one key, and store its card once', { timeout: 60_000 }, async () => {
  const owner = await addFan({ hasCard: false });
  const key = newId();
  const servers = [server(owner.id, key), server(owner.id, key)];
  const urls = await Promise.all(servers.map(({ next }) => next()));
  expect(new Set(urls).size).toBe(1);
  const { data } = await sdkOf(sandbox()).customers.list({ limit: 100 });
  expect(data).toHaveLength(1);
  await fillSavePage(urls[0] ?? '');
  for (const event of await eventsOf(sandbox())) await receiveWebhook(signed(event));
  for (const one of servers) one.work();
  const worked = await Promise.all(servers.map(({ next }) => next()));
  expect(worked.map(Number).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  expect(await listCards(getDb(), owner.id)).toMatchObject([{ last4: '4242', isDefault: true, status: 'good' }]);
});
