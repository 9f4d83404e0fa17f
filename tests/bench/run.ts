import { spawnSync } from 'node:child_process';
import type { Bench } from './figure';

// `npm run bench [name …]`: one JSON line per figure. Without a name, all of them.

const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  ledger: () => import('./ledger'),
  checkout: () => import('./checkout'),
  page: () => import('./page'),
  lists: () => import('./lists'),
  billing: () => import('./billing'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`No bench is called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}

const names = asked.length > 0 ? asked : Object.keys(benches);
const [only, ...others] = names;
if (only !== undefined && others.length === 0) await run(only);
else for (const name of names) runApart(name);

async function run(name: string): Promise<void> {
  const { bench } = (await benches[name]?.()) ?? {};
  if (!bench) return;
  for await (const figure of bench.run()) process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** Each bench has a process of its own: the environment is read once, and each has its sandbox. */
function runApart(name: string): void {
  const { status } = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, name], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
