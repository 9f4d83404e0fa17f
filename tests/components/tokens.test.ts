import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contrastOf } from '@/lib/creators';

const css = readFileSync('app/styles/tokens.css', 'utf8');
const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]*--paper[^}]*)\}/g)].map((match) => match[1]);

const TEXT = [
  ['ink', 'paper'], ['ink', 'sheet'], ['ink', 'copper-soft'], ['ink-second', 'paper'], ['ink-second', 'sheet'],
  ['copper', 'paper'], ['copper', 'sheet'], ['copper', 'copper-soft'], ['on-accent', 'copper'],
  ['good', 'good-soft'], ['bad', 'bad-soft'], ['bad', 'sheet'],
] as const;

test.each([
  ['light', light],
  ['dark', dark],
])('every pair of text and ground that the %s theme uses reaches 4.5 : 1, and field borders 3 : 1', (_name, theme) => {
  for (const [text, ground] of TEXT) {
    expect(contrastOf(token(theme, text), token(theme, ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
  for (const ground of ['paper', 'sheet']) {
    expect(contrastOf(token(theme, 'edge'), token(theme, ground)), `edge on ${ground}`).toBeGreaterThanOrEqual(3);
  }
});

function token(theme: string, name: string): string {
  const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(theme)?.[1];
  if (!value) throw new Error(`the theme has no --${name}`);
  return value;
}
