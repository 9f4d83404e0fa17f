import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Markdown } from '@/components/ui/markdown';

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test.each([
  ['A plain bio.\nIn two lines.', '<p>A plain bio.\nIn two lines.</p>'],
  ['One.\n\nTwo.', '<p>One.</p><p>Two.</p>'],
  ['*soft* and **loud**', '<p><em>soft</em> and <strong>loud</strong></p>'],
  ['[maps](https://maps.example/a?b=1&c)', '<p><a href="https://maps.example/a?b=1&amp;c" rel="noopener nofollow ugc">maps</a></p>'],
  ['<https://maps.example>', '<p><a href="https://maps.example" rel="noopener nofollow ugc">https://maps.example</a></p>'],
  ['- bread\n- rye', '<ul><li>bread</li><li>rye</li></ul>'],
  ['3. bread\n4. rye', '<ol start="3"><li>bread</li><li>rye</li></ol>'],
  ['- a\n  - b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
  ['two spaces  \nbreak', '<p>two spaces<br/>break</p>'],
])('%j becomes %j', (text, expected) => {
  expect(html(text)).toBe(expected);
});

test.each(['# Not a heading', '> not a quote', '`not code`', '![no picture](https://a.example/x.png)', '---', '    four spaces'])(
  'what is more than a bio needs stays as it was typed: %j',
  (text) => {
    expect(html(text)).not.toMatch(/<(?!\/?(p|a|em|strong)\b)/);
    expect(html(text)).toMatch(/^<p>/);
  },
);

const hostile = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg/onload=alert(1)>', '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))', '[x](JaVaScRiPt:alert(1))', '[x](java\nscript:alert(1))', '[x](&#106;avascript:alert(1))', '[x](javascript&colon;alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)', '[x](vbscript:msgbox)', '[x](//evil.example)', '[x](/account)', '[x](\\\\evil.example)',
  '<javascript:alert(1)>', '<JAVASCRIPT:alert(1)>', '<data:text/html;base64,PHNjcmlwdD4=>', '![x](javascript:alert(1))', '![x" onerror="alert(1)](https://a.example)',
  '[x](https://a.example "onmouseover=alert(1)")', '[x](https://a.example" onclick="alert(1))', '[<img src=x onerror=alert(1)>](https://a.example)',
  '[x]: javascript:alert(1)\n\n[x]', '[a][b]\n\n[b]: javascript:alert(1)', '</p><script>alert(1)</script>', '<!--<script>-->', '<![CDATA[<script>]]>', '<?php ?>',
  '*<b onclick=alert(1)>*', '**<iframe srcdoc="<script>">**', '- <script>alert(1)</script>', '1. <style>*{}</style>', '\u2028<script>', '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<details open ontoggle=alert(1)>', '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>', '[x](https://a.example\u202Egnp.exe)', '[x](https:javascript:alert(1))',
];

test.each(hostile)('%j stays words', (text) => {
  const drawn = html(text);
  const tags = [...drawn.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
  for (const [, name = '', attributes = ''] of tags) {
    expect(['p', 'em', 'strong', 'a', 'ul', 'ol', 'li', 'br']).toContain(name);
    expect(attributes).toMatch(/^$|^ href="https?:\/\/[^"]+" rel="noopener nofollow ugc"$|^ start="\d+"$|^\/$/);
  }
});

describe('whatever is typed', () => {
  test('only our elements come out, with only our attributes', () => {
    const bits = fc.constantFrom('<', '>', '"', "'", '&', '[', ']', '(', ')', '*', '_', '!', '`', '\n', '- ', '1. ', 'https://a.example', 'javascript:', 'x', ' ', '\\', '\u0000');
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
        const rest = html(parts.join(''))
          .replace(/<a href="https?:\/\/[^"<>]*" rel="noopener nofollow ugc">/g, '')
          .replace(/<ol start="\d+">/g, '')
          .replace(/<\/?(p|em|strong|a|ul|ol|li|br)\/?>/g, '');
        expect(rest).not.toMatch(/[<>]/);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['brackets', '['.repeat(1_000_000)],
    ['stars', '*a '.repeat(300_000)],
    ['nested emphasis', '*a '.repeat(600) + 'a*'.repeat(600)],
    ['nested lists', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
    ['underscores', '_'.repeat(4_000)],
    ['links', '[a](https://a.example)'.repeat(10_000)],
    ['entities', '&amp;'.repeat(100_000)],
  ])('a flood of %s is drawn within 200 ms of processor time', (_what, text) => {
    html(`${text} warm`);
    // The clock on the wall also counts what else a busy machine does meanwhile.
    const began = process.cpuUsage();
    html(text);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(200);
  });
});
