import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { houseFiles, ourTypeScript, root } from '../support/sources';

/** Files of this folder quote what they forbid. */
const HOUSE = /^tests\/house\//;
const code = houseFiles(/\.(tsx?|mjs|cjs|css|sql)$/).filter((file) => !HOUSE.test(file.name));
const everything = houseFiles(/./).filter((file) => !HOUSE.test(file.name) && file.name !== 'LICENSE');

/** The lines of these files that match, as "file:line: text". */
function lines(files: { name: string; text: string }[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${file.name}:${at + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
}

test('a file is at most 300 lines long', () => {
  const long = code.filter((file) => /\.(tsx?|mjs|cjs)$/.test(file.name)).map((file) => [file.name, file.text.split('\n').length - 1] as const);
  expect(long.filter(([, count]) => count > 300)).toEqual([]);
});

test('nothing is left for later in the code', () => {
  expect(lines(code, /\b(TODO|FIXME|HACK)\b|coming soon|not implemented/i)).toEqual([]);
});

test('no test is left out or alone, and none waits a fixed time', () => {
  const tests = ourTypeScript().filter((file) => file.name.startsWith('tests/') && !HOUSE.test(file.name));
  expect(lines(tests, /\b(test|it|describe)\.(skip|only|todo|skipIf|runIf)\b|\bx(it|test|describe)\(/)).toEqual([]);
  expect(lines(tests, /\bwaitForTimeout\(/)).toEqual([]);
});

test('neither the database nor the processor is mocked', () => {
  expect(lines(code, /\bvi\.mock\(|\bjest\.mock\(|pg-mem/)).toEqual([]);
});

test('every form takes its state from useAct, which leaves for other sites without the router', () => {
  expect(lines(code.filter((file) => file.name !== 'components/ui/use-act.ts'), /\buse(Action|Form)State\(/)).toEqual([]);
});

test('the type checker and the linter are never silenced', () => {
  expect(lines(code, /@ts-(ignore|nocheck|expect-error)|eslint-disable|\bas any\b|: any\b/)).toEqual([]);
});

test('no path of one machine and no address of a registry stands in the repository', () => {
  const machine = /(^|[^A-Za-z0-9_.])\/(work|farm|home|root|Users|tmp\/bash_jobs)\/[a-z]/;
  expect(lines(everything, machine)).toEqual([]);
  expect(lines(everything.filter((file) => !file.name.endsWith('.md')), /registry\.npmjs|registry\.yarnpkg|deb\.debian/)).toEqual([]);
});

test('names of files are kebab-case words', () => {
  const free = /^(README|LICENSE|SECURITY|CONTRIBUTING)|^\.|\/README\.md$|^db\/migrations\/|^public\//;
  const odd = everything.map((file) => file.name).filter((name) => !free.test(name));
  expect(odd.filter((name) => !name.split('/').every((part) => /^(\(?[a-z0-9-]+\)?|\[[a-z-]+\])?(\.[a-z0-9-]+)*$/.test(part)))).toEqual([]);
});

test('a door only exports', () => {
  const doors = ourTypeScript().filter((file) => /^lib\/[^/]+\/index\.ts$/.test(file.name));
  expect(doors.length).toBeGreaterThan(5);
  for (const door of doors) {
    const rest = door.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/export (type )?(\*|\{[^}]*\})( as \w+)? from '[^']+';/g, '');
    expect(rest.trim(), door.name).toBe('');
  }
});

test('every function that a door offers says what it does', () => {
  const files = new Map(ourTypeScript().map((file) => [file.name, file.text]));
  const silent: string[] = [];
  for (const [name, text] of files) {
    if (!/^lib\/[^/]+\/(index|input)\.ts$/.test(name)) continue;
    for (const [, type, names = '', from = ''] of text.matchAll(/export (type )?\{([^}]*)\} from '(\.[^']+)'/g)) {
      const target = path.posix.join(path.posix.dirname(name), from);
      const source = files.get(`${target}.ts`) ?? files.get(`${target}.tsx`) ?? files.get(`${target}/index.ts`) ?? '';
      if (type) continue;
      for (const exported of names.split(',').map((part) => part.trim().split(' as ')[0] ?? '').filter((part) => part !== '' && !part.startsWith('type '))) {
        const declared = new RegExp(`([\\s\\S]{0,3})export (?:async )?function ${exported}\\b`).exec(source);
        if (declared && !declared[1]?.includes('/')) silent.push(`${name}: ${exported}`);
      }
    }
  }
  expect(silent).toEqual([]);
});

test('the commands of the contract exist, and CI runs the tests', () => {
  const { scripts } = JSON.parse(houseFiles(/^package\.json$/)[0]?.text ?? '{}');
  for (const name of ['start', 'test', 'test:long', 'dev', 'check', 'bench', 'ledger:verify', 'job']) expect(Object.keys(scripts)).toContain(name);
  for (const script of Object.values<string>(scripts)) {
    const [, file] = /^(?:exec )?node (\S+)/.exec(script) ?? [];
    expect(statSync(path.join(root, file ?? '?')).isFile(), script).toBe(true);
  }
  expect(statSync(path.join(root, '.ci/run')).mode & 0o111).toBeGreaterThan(0);
});

test('every hard room explains itself', () => {
  const readmes = new Set(houseFiles(/README\.md$/).map((file) => file.name));
  for (const room of ['lib/ledger', 'lib/http', 'sandbox']) expect([...readmes]).toContain(`${room}/README.md`);
});
