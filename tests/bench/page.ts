import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright';
import { demoCreators } from '@/db/seed/demo/creators';
import { seedBusy } from '@/db/seed/seed-busy';
import { seedDemo } from '@/db/seed/seed-demo';
import { stopQueue } from '@/lib/queue';
import { ensureBrowser } from '../../scripts/lib/browser.mjs';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { dataLink } from '../../scripts/lib/paths.mjs';
import { useSandboxProcess } from '../support/sandbox-process';
import { withBenchDatabase } from './bench-database';
import { compare, type Bench, type Figure } from './figure';
import { answersPerSecond } from './load';
import { MeasuredServer } from './measured-server';

const CONNECTIONS = 32;
const SECONDS = 3;
const ROUNDS = 5;
/** Short turns, many of them: a machine that is busy with something else slows both sides alike. */
const RENDERS = 25;
const RENDER_ROUNDS = 41;
const WARM_UP = 300;
/** Tips behind the pages: what a page costs must not depend on them. */
const TIPS = 20_000;
const PAGE = `/${demoCreators[0]?.handle ?? ''}`;
const EMPTY_PAGE = '/nothing';

export const bench: Bench = {
  name: 'page',
  async *run() {
    await ensureBuilt(dataLink);
    buildEmptyApp();
    const figures = await withBenchDatabase(async () => {
      const sandbox = await useSandboxProcess();
      const servers: MeasuredServer[] = [];
      try {
        await seedDemo(() => undefined);
        await seedBusy(TIPS, new Date());
        const ours = await MeasuredServer.start('server.ts');
        const empty = await MeasuredServer.start('tests/bench/empty-server.ts');
        const bare = await MeasuredServer.start('tests/bench/bare-server.ts', { BENCH_PAGE: JSON.stringify(await keptPage(ours)) });
        servers.push(ours, empty, bare);
        return [await cached(ours, bare), await render(ours, empty), await scripts(ours, empty)];
      } finally {
        await Promise.all(servers.map((server) => server.stop()));
        await stopQueue();
        await sandbox.stop();
      }
    });
    yield* figures;
  },
};

/** What a viral creator's page costs a stranger's request, beside Node sending the same bytes. */
function cached(ours: MeasuredServer, bare: MeasuredServer): Promise<Figure> {
  const load = (server: MeasuredServer) => () =>
    answersPerSecond({ port: server.port, path: PAGE, headers: strangersHeaders(ours) }, CONNECTIONS, SECONDS);
  return compare('page.cached', 'requests/s', load(ours), load(bare), ROUNDS);
}

/** Processor time of one render that nobody shares, beside an empty dynamic page in the same frame. */
async function render(ours: MeasuredServer, empty: MeasuredServer): Promise<Figure> {
  const cpuOf = (server: MeasuredServer, address: string) => async () => {
    const before = await server.cpuMs();
    // Another host than that of APP_URL is never answered from the cache.
    for (let count = 0; count < RENDERS; count += 1) await fetchPage(server.port, address, { host: '127.0.0.1' });
    return ((await server.cpuMs()) - before) / RENDERS;
  };
  for (let count = 0; count < WARM_UP; count += 1) {
    await fetchPage(ours.port, PAGE, { host: '127.0.0.1' });
    await fetchPage(empty.port, EMPTY_PAGE, { host: '127.0.0.1' });
  }
  return compare('page.render', 'ms', cpuOf(ours, PAGE), cpuOf(empty, EMPTY_PAGE), RENDER_ROUNDS);
}

/** What a browser really transfers of JavaScript until the page is quiet, late leaves included. */
async function scripts(ours: MeasuredServer, empty: MeasuredServer): Promise<Figure> {
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] });
  const bytesOf = (server: MeasuredServer, address: string) => async () => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      const isScript = new Map<string, boolean>();
      let bytes = 0;
      await session.send('Network.enable');
      session.on('Network.responseReceived', ({ requestId, type }) => isScript.set(requestId, type === 'Script'));
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (isScript.get(requestId)) bytes += encodedDataLength;
      });
      await page.goto(`http://localhost:${server.port}${address}`, { waitUntil: 'networkidle' });
      return bytes;
    } finally {
      await context.close();
    }
  };
  try {
    return await compare('page.js', 'bytes', bytesOf(ours, PAGE), bytesOf(empty, EMPTY_PAGE), 3);
  } finally {
    await browser.close();
  }
}

/** The page as the cache answers it to a browser, byte by byte. */
async function keptPage(ours: MeasuredServer): Promise<{ headers: string[]; body: string }> {
  const { headers, body } = await fetchPage(ours.port, PAGE, { host: `localhost:${ours.port}`, 'accept-encoding': 'gzip, deflate, br' });
  const perConnection = /^(date|connection|keep-alive)$/i;
  return { headers: headers.flatMap((name, at) => (at % 2 === 0 && !perConnection.test(name) ? [name, headers[at + 1] ?? ''] : [])), body: body.toString('base64') };
}

function strangersHeaders(ours: MeasuredServer): string[] {
  return [
    `Host: localhost:${ours.port}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'Accept-Language: en-US,en;q=0.9',
    'Accept-Encoding: gzip, deflate, br',
  ];
}

function fetchPage(port: number, address: string, headers: Record<string, string>): Promise<{ headers: string[]; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path: address, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ headers: response.rawHeaders, body: Buffer.concat(chunks) });
        else reject(new Error(`${address} answered ${response.statusCode}`));
      });
    });
    sent.on('error', reject).end();
  });
}

function buildEmptyApp(): void {
  const dir = path.join(import.meta.dirname, 'empty-app');
  const cli = path.resolve(import.meta.dirname, '../../node_modules/next/dist/bin/next');
  const built = spawnSync(process.execPath, [cli, 'build', dir], { env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The empty app could not be built:\n${built.stdout}${built.stderr}`);
}
