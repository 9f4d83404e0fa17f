import { beforeAll, expect, test } from 'vitest';
import { maskEmail, renderMail } from '@/lib/mail';

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgres://none', APP_URL: 'http://localhost:3999', AUTH_SECRET: 'x'.repeat(40), STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_API_BASE: 'http://127.0.0.1:1', TUPPENCE_SANDBOX: 'on', OPERATOR_NAME: 'Pennies Ltd',
  });
});

const words = {
  title: 'A word\r\nBcc: evil',
  paragraphs: ['<script>alert(1)</script> & "more"', 'two\nlines', ''],
  rows: [['From <b>', 'a&b@fans.example'], ['To', 'short']] as [string, string][],
  total: ['You receive', '$2.61'] as [string, string],
  button: { label: 'Open "it"', url: 'https://tuppence.example/a?b=1&c="' },
  foot: 'The link works for 10 minutes.',
};

test('what people typed is text in both forms, and opens nothing', () => {
  const { text, html } = renderMail(words);
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;');
  expect(html).toContain('href="https://tuppence.example/a?b=1&amp;c=&quot;"');
  expect(html).toContain('two<br>lines');
  expect(text.startsWith('A word Bcc: evil\n\n')).toBe(true);
  expect(text).toContain('You receive                    $2.61');
  expect(text).toContain('Sent by Tuppence, run by Pennies Ltd.');
});

test('a mail loads nothing from anywhere and says how it may be coloured', () => {
  const { html } = renderMail(words);
  expect(html).not.toMatch(/<(img|link|script|iframe)|url\(/);
  expect(html).toContain('prefers-color-scheme:dark');
});

test('an address is masked so that its owner knows it and nobody can use it', () => {
  expect(['ada@fans.example', 'a@b.example', '@x', 'none', '😀da@x.example'].map(maskEmail)).toEqual([
    'a•••@fans.example', 'a•••@b.example', '•••', '•••', '😀•••@x.example',
  ]);
});
