import type { Bench } from './figure';

// `npm run bench [name …]`: one JSON line per figure. Without a name, all of them.

const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  ledger: () => import('./ledger'),
  checkout: () => import('./checkout'),
  page: () => import('./page'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`No bench is called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { bench } = await load();
  for await (const figure of bench.run()) process.stdout.write(`${JSON.stringify(figure)}\n`);
}
