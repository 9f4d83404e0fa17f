import { expect, test } from 'vitest';
import { readAddress } from '@/lib/mail';

test.each([['Ada@Example.COM ', 'ada@example.com'], ['a+tips@b.example', 'a+tips@b.example']])('%s is the mailbox %s', (typed, address) => {
  expect(readAddress(typed)).toBe(address);
});

test.each([
  '"e@evil.test"@victim.test', 'a＠b.example', 'a@b@c.example', 'a@b.example,c@d.example', 'a@b.example;c@d.example', 'a@b.example\r\nBcc: c@d.example',
  'a@b.example\0', `${'a'.repeat(400)}@b.example`, 'a@b.example.', 'a@bücher.example', 'ä@b.example', '\u212Aelvin@b.example', '<a@b.example>', 'A <a@b.example>', '', 'a b@c.example',
])('%j is no address of ours', (typed) => {
  expect(() => readAddress(typed)).toThrow('AddressInvalid');
});
