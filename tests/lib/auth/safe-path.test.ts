import { expect, test } from 'vitest';
import { safePath } from '@/lib/auth';

test.each(['/', '/account', '/river-notes?tab=tips#last', '/dashboard/tips?from=2026-01-01', '/admin/people/x', '/sign-in/factor/setup'])(
  'a path of ours stays: %s',
  (path) => {
    expect(safePath(path)).toBe(path);
  },
);

test.each([
  '//evil.example', '/\\evil.example', '/%5cevil.example', '/%2f%2fevil.example', '/%2F/evil.example', 'https:evil.example', 'https://evil.example',
  'https://tuppence.example@evil.example', '/%0d%0aLocation:%20https://evil.example', '/\r\nLocation: x', '/\tevil', 'javascript:alert(1)',
  'data:text/html,x', '/%255cevil', '', ' /account', 'account', '/sign-in', '/sign-in?to=/sign-in', '/sign-out', '/api/auth/link', null, undefined, 7, ['/account'],
  `/${'a'.repeat(2_000)}`, '/.//evil.example', '/..//evil.example',
])('everything else becomes the fallback: %j', (text) => {
  expect(safePath(text)).toBe('/account');
});
