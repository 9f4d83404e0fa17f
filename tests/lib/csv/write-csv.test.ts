import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, writeCsv } from '@/lib/csv';

test('cells with commas, quotes and breaks are quoted, lines end as RFC 4180 says, and Excel sees UTF-8', () => {
  expect(writeCsv(['name', 'note'], [['a,b', 'say "hi"'], ['line\nbreak', null]])).toBe(
    '\uFEFFname,note\r\n"a,b","say ""hi"""\r\n"line\nbreak",\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =cmd', '\u00A0=1', '＝1+1', '＋1', '－1', '＠x', '|cmd', '=HYPERLINK("http://evil")'])(
  'what a stranger typed (%j) is no formula', (typed) => {
    const [cell = ''] = csvLine([typed, 'x']).split(',x\r\n');
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
  },
);

test('figures stay figures, also below zero, and nothing else passes for one', () => {
  expect(csvLine([{ figure: '-3.00' }, { figure: 12 }])).toBe('-3.00,12\r\n');
  expect(() => csvLine([{ figure: '=1' }])).toThrow();
});

test('whatever is written is read back by the rules of the format, with only apostrophes added', () => {
  fc.assert(fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
    const read = parseLine(csvLine(cells));
    expect(read.map((cell, at) => (cell === `'${cells[at]}` ? cells[at] : cell))).toEqual(cells);
  }));
});

/** A reader of one record, written from the format's grammar. */
function parseLine(text: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      let cell = '';
      for (at += 1; ; at += 1) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') { cell += '"'; at += 1; } else break;
      }
      cells.push(cell);
      at += 1;
    } else {
      const end = Math.min(...[',', '\r\n'].map((mark) => text.indexOf(mark, at)).filter((found) => found >= 0));
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text.startsWith('\r\n', at)) return cells;
    at += 1;
  }
  return cells;
}
