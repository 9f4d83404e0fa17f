import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, handleFault, handleSkeleton, hasHandleShape, nameFault } from '@/lib/creators';

/** What people, and readers of screens, take for the same sign. */
const ALIKE: Record<string, string[]> = { o: ['0'], l: ['1', 'i'], i: ['l', '1'], s: ['5'], m: ['rn'], w: ['vv'] };

const handle = fc.stringMatching(/^[a-z0-9](-?[a-z0-9]){1,20}$/);

describe('handles', () => {
  test('a handle drawn with look-alikes or other hyphens has the same look', () => {
    fc.assert(
      fc.property(handle, fc.infiniteStream(fc.nat(3)), (original, choices) => {
        const redrawn = [...original.replace(/-/g, '')]
          .map((sign) => [sign, ...(ALIKE[sign] ?? [])][choices.next().value % (1 + (ALIKE[sign]?.length ?? 0))])
          .join('-');
        expect(handleSkeleton(redrawn)).toBe(handleSkeleton(original));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['adm1n', 'admln', 'ad-min', 'adrnin', 'tuppence-help', 'the-tuppence', 'tup-pence', 's1gn-in', 'signin1'.slice(0, 6), '5upport', 'expl0re', 'fee5', 'dash-board'])(
    'a word of ours drawn as %s is still ours',
    (drawn) => {
      expect(hasHandleShape(drawn)).toBe(true);
      expect(handleFault(drawn)).toBe('reserved');
    },
  );

  test.each(['river-notes', 'administer', 'tips-and-tricks', 'feel', 'lime', 'burn', 'helper'])('%s stays free', (free) => {
    expect(handleFault(free)).toBeNull();
  });
});

describe('names', () => {
  test('whatever is typed, what is kept is NFC and neither turns, hides nor piles anything up', () => {
    const parts = fc.constantFrom('a', 'é', 'e\u0301', '\u202E', '\u2066', '\u200F', '\u200B', '\u00AD', '\uFEFF', '\u0300'.repeat(200), '\u2800', '\n', '\t', '\u0000', ' ', '名', 'שלום', '👩‍🔬');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (typed) => {
        const name = cleanName(typed.join(''));
        expect(name).toBe(name.normalize('NFC'));
        expect(name).not.toMatch(/[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\u00AD\uFEFF\u2800]|\p{Cc}|\p{M}{5}|^\s|\s$|\s\s/u);
        expect(cleanName(name)).toBe(name);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['Ada ✓', 'Ada ✔️', '✅ Ada', 'Ada ☑', 'Ada 🛡️', 'Ada 🔵', 'Ada 👑', 'Ada \uE000', 'Ⓥ Ada'])('%s carries a sign that only a site may give', (name) => {
    expect(nameFault(cleanName(name))).toBe('badge');
  });

  test.each(['Tuppence', 'TUPPENCE Support', 'Тuрреnсе', 'T u p p e n c e', 'Tuppéncé', 'Ｔｕｐｐｅｎｃｅ', 'tupp3nce', 'The T·u·p·p·e·n·c·e Team'])('%s sounds like us', (name) => {
    expect(nameFault(cleanName(name))).toBe('ours');
  });

  test.each(['', '   ', '\u200B', '!!!', '🦦', '\u2800'])('%j is no name', (name) => {
    expect(nameFault(cleanName(name))).toBe('empty');
  });

  test.each(['Ada', '川の記録', 'Río Notes', 'נעמי', 'Ada 🦦', 'Two Pence', '99', 'O’Brien & Co.', 'สวัสดี'])('%s is a name', (name) => {
    expect(nameFault(cleanName(name))).toBeNull();
  });

  test('sixty characters fit, sixty-one do not', () => {
    expect(nameFault('a'.repeat(60))).toBeNull();
    expect(nameFault('a'.repeat(61))).toBe('long');
  });
});
