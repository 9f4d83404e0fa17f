import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, chmodSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { root } from '../support/sources';

const data = mkdtempSync(path.join(tmpdir(), 'tuppence-start-'));
chmodSync(data, 0o755);
const started: ChildProcess[] = [];
// What failed halfway must not stand in the way of the next.
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGTERM');
  await untilNothingIsLeft();
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

type Run = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

/** Runs the start command as npm would, on a data folder of this test. */
function start(env: Record<string, string> = {}, args: string[] = []): Run {
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), ...args], {
    cwd: root,
    env: { ...environment(), ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

/** What a newcomer's shell has: nothing of ours but the folder and the build of this run. */
function environment(): NodeJS.ProcessEnv {
  const ours = /^(STRIPE_|APP_URL|AUTH_SECRET|DATABASE_|MIGRATION_|TUPPENCE_|PORT$|NODE_ENV$|VITEST|npm_|NODE_OPTIONS$)/;
  const shell = { ...process.env };
  for (const name of Object.keys(shell)) if (ours.test(name)) Reflect.deleteProperty(shell, name);
  return Object.assign(shell, { TUPPENCE_DATA: data, TUPPENCE_DIST: process.env.TUPPENCE_DIST ?? '.next' });
}

async function untilUp(run: Run): Promise<string> {
  await expect.poll(() => (run.child.exitCode === null ? /runs at (\S+)/.exec(run.output())?.[1] : run.output()), { timeout: 170_000, interval: 100 }).toMatch(/^http:/);
  return /runs at (\S+)/.exec(run.output())?.[1] ?? '';
}

/** Every process that has to do with the data folder of this test. */
function processesLeft(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const mine = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TUPPENCE_DATA=${data}`);
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return mine || command.includes(data) ? [`${pid} ${command}`] : [];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

async function untilNothingIsLeft(): Promise<void> {
  await expect.poll(processesLeft, { timeout: 40_000, interval: 100 }).toEqual([]);
}

let firstCreators = '';

test('one command brings up a world with creators; a second says where the first runs', async () => {
  const port = await freePort();
  const run = start({ PORT: String(port) });
  const url = await untilUp(run);
  expect(url).toBe(`http://localhost:${port}`);
  expect(await (await fetch(`${url}/readyz`)).text()).toBe('ready\n');
  firstCreators = creatorsOn(await (await fetch(`${url}/explore`)).text());
  expect(firstCreators).not.toBe('');

  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Tuppence already runs from this clone (process ${run.child.pid}) at ${url}`);

  run.child.kill('SIGINT');
  expect(await run.ended).toBe(0);
  expect(processesLeft()).toEqual([]);
}, 180_000);

test('killed without warning, it leaves no process, and a second start finds all as it was', async () => {
  const port = String(await freePort());
  const killed = start({ PORT: port });
  await untilUp(killed);
  killed.child.kill('SIGKILL');
  await killed.ended;
  await untilNothingIsLeft();

  const again = start({ PORT: port });
  const url = await untilUp(again);
  expect(creatorsOn(await (await fetch(`${url}/explore`)).text())).toBe(firstCreators);
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
  expect(processesLeft()).toEqual([]);
}, 120_000);

test('a part that dies is started again: the database, the server, the worker, the sandbox', async () => {
  const run = start({ PORT: String(await freePort()) });
  const url = await untilUp(run);
  const parts = ['postgres -D', 'sandbox/main.ts', 'server.ts', 'lib/jobs/worker.ts'];
  for (const part of parts) {
    const pid = Number(processesLeft().find((line) => line.includes(part))?.split(' ')[0]);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => processesLeft().filter((line) => line.includes(part) && !line.startsWith(`${pid} `)).length, { timeout: 20_000 }).toBeGreaterThan(0);
  }
  await expect.poll(() => fetch(`${url}/readyz`).then((answer) => answer.status, () => 0), { timeout: 30_000 }).toBe(200);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(processesLeft()).toEqual([]);
}, 120_000);

test('--servers 2 brings up two servers and one worker over one database, each a site of its own, and takes all of them down', async () => {
  const run = start({ PORT: String(await freePort()) }, ['--servers', '2']);
  const url = await untilUp(run);
  const other = /over the same database, at (\S+)/.exec(run.output())?.[1] ?? '';
  expect(other).toMatch(/^http:\/\/localhost:\d+$/);
  const running = (part: string) => processesLeft().filter((line) => line.includes(part)).length;
  expect([running('server.ts'), running('lib/jobs/worker.ts'), running('postgres -D')]).toEqual([2, 1, 1]);
  const creators = await Promise.all([url, other].map(async (site) => creatorsOn(await (await fetch(`${site}/explore`)).text())));
  expect(creators[0]).not.toBe('');
  expect(creators[1]).toBe(creators[0]);
  for (const site of [url, other]) {
    expect((await fetch(`${site}/readyz`)).status).toBe(200);
    // Its own forms are its own: signing out from there is no other site's doing.
    expect((await fetch(`${site}/sign-out`, { method: 'POST', headers: { origin: site }, redirect: 'manual' })).status).toBeLessThan(400);
  }
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(processesLeft()).toEqual([]);
}, 180_000);

test('a number of servers that is none is refused in one sentence', async () => {
  const run = start({}, ['--servers', 'many']);
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('--servers wants a number from 1 to 8.');
});

test('a PORT that is taken is refused in one sentence', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const run = start({ PORT: String(port) });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain(`Port ${port} (from PORT) is taken by another program.`);
  taken.close();
  expect(processesLeft()).toEqual([]);
}, 60_000);

function creatorsOn(html: string): string {
  return [...new Set([...html.matchAll(/<a [^>]*href="\/([a-z0-9-]+)"/g)].map((match) => match[1] ?? ''))].sort().join(' ');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}
