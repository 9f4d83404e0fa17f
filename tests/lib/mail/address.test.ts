import { describe, expect, it } from 'vitest';
import { isMailAddress } from '@/lib/mail/address';

describe('a mail address', () => {
  it.each(['a@b.example', 'ada.lovelace+tips@mail.tuppence.example', "o'neil@x-y.example"])('may be %s', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    '"e@evil.test"@victim.test', 'a＠b.example', 'a@b@c.example', 'a@b.example,c@d.example', 'a@b', 'a@b.example.',
    'a@b.example\r\nBcc: c@d.example', 'a b@c.example', '@b.example', `${'a'.repeat(400)}@b.example`, 'a\0@b.example', 'a@-b.example',
  ])('is never %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});
