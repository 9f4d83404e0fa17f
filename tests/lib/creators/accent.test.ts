import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrastOf, readableAccent } from '@/lib/creators';

const PAPER = { light: ['#fbf8f3', '#fffdf9'], dark: ['#16120e', '#1e1914'] } as const;

const color = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('whatever colour a creator chooses, text in it and on it reaches 4.5 : 1 in both themes', () => {
  fc.assert(
    fc.property(color, (chosen) => {
      const accent = readableAccent(chosen);
      for (const theme of ['light', 'dark'] as const) {
        const { ink, onInk, soft } = accent[theme];
        for (const ground of [...PAPER[theme], soft, onInk]) {
          expect(contrastOf(ink, ground)).toBeGreaterThanOrEqual(4.5);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('ordinary and second text stay readable on the soft ground of any accent', () => {
  fc.assert(
    fc.property(color, (chosen) => {
      const accent = readableAccent(chosen);
      for (const text of ['#221c16', '#6b6056']) {
        expect(contrastOf(text, accent.light.soft)).toBeGreaterThanOrEqual(4.5);
      }
      for (const text of ['#f3ece2', '#a89b8c']) {
        expect(contrastOf(text, accent.dark.soft)).toBeGreaterThanOrEqual(4.5);
      }
    }),
    { numRuns: 500 },
  );
});

test('a colour that can be read already is shown as it was chosen', () => {
  expect(readableAccent('#a8521f').light.ink).toBe('#a8521f');
  expect(readableAccent('#e08a52').dark.ink).toBe('#e08a52');
});

test('contrast is the one of WCAG: black on white is 21, a colour on itself 1', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastOf('#777777', '#777777')).toBe(1);
});
