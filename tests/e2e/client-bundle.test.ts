import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ourTypeScript, root } from '../support/sources';

const PURE_GROUND = /^lib\/(money|dates|forms|errors)\//;

const dist = path.join(root, process.env.TUPPENCE_DIST ?? '.next', 'static');
const bundle = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(path.join(dist, name), 'utf8'))
  .join('\n');

const files = new Map(ourTypeScript().map((file) => [file.name, file.text]));
const forBrowsers = reachedFrom([...files.keys()].filter((name) => /^lib\/[^/]+\/input\.ts$/.test(name) || PURE_GROUND.test(name)));
const elsewhere = textOf((name) => /^(app|components)\//.test(name) || forBrowsers.has(name));
const rooms = [...new Set([...files.keys()].flatMap((name) => /^(lib\/[^/]+|db)\//.exec(name)?.[1] ?? []))];

test.each(rooms.filter((room) => !PURE_GROUND.test(`${room}/`)))('nothing of %s stands in the scripts that browsers get', (room) => {
  // The sentences in its code mark a room: they survive every minifier.
  const text = textOf((name) => name.startsWith(`${room}/`) && !forBrowsers.has(name));
  const marks = [...new Set([...text.matchAll(/['`]([^'`\n\\$]* [^'`\n\\$]{8,})['`]/g)].map((match) => match[1] ?? ''))]
    // A content type is everybody's, the framework's too.
    .filter((mark) => !mark.includes('; charset=') && !elsewhere.includes(mark));
  if (!/^lib\/(ids|log|queue|receipts|env|jobs|audit|lists|origins)$/.test(room)) expect(marks, 'a room without a sentence cannot be searched for').not.toEqual([]);
  expect(marks.filter((mark) => bundle.includes(mark))).toEqual([]);
});

test('no secret and no address of a database stands there either', () => {
  expect(bundle).not.toMatch(/sk_test|sk_live|whsec_|postgres:\/\//);
});

function textOf(wanted: (name: string) => boolean): string {
  return [...files].filter(([name]) => wanted(name)).map(([, text]) => text).join('\n');
}

/** These files and what they import of their own room. */
function reachedFrom(names: string[]): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    const text = files.get(name);
    if (text === undefined || reached.has(name)) return;
    reached.add(name);
    for (const [, from = ''] of text.matchAll(/from '(\.\/[^']+)'/g)) visit(path.posix.join(path.posix.dirname(name), `${from}.ts`));
  };
  for (const name of names) visit(name);
  return reached;
}
