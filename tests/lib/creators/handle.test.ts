import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hasHandleShape, isHandle } from '@/lib/creators';

test.each(['ab', 'river-notes', 'a1', '99', 'a'.repeat(30)])('%s can be a handle', (handle) => {
  expect(isHandle(handle)).toBe(true);
});

test.each([
  '', 'a', 'a'.repeat(31), 'River', 'river_notes', 'river--notes', '-river', 'river-', 'río', 'ｒiver',
  'river notes', 'river/notes', '..', 'river.txt', 'river%2f', 'аdmin', '\u202Eabc', 'ab\n',
])('%j cannot be a handle', (handle) => {
  expect(isHandle(handle)).toBe(false);
});

test.each(['explore', 'fees', 'mailbox', 'tip', 'thanks', 'api', 'dashboard', 'admin', 'tuppence'])(
  'nobody can take our own word %s',
  (handle) => {
    expect(isHandle(handle)).toBe(false);
  },
);

test('no handle can shadow a route or a static file that exists', () => {
  const taken = [...routeWords('app'), ...publicWords()];
  expect(taken).toContain('explore');
  expect(taken.filter(isHandle)).toEqual([]);
});

/** First segments of every route; groups in brackets stand for no segment of their own. */
function routeWords(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('(')) return routeWords(`${folder}/${entry.name}`);
    if (entry.isDirectory()) return hasHandleShape(entry.name) ? [entry.name] : [];
    return [];
  });
}

function publicWords(): string[] {
  return existsSync('public') ? readdirSync('public').filter(hasHandleShape) : [];
}
