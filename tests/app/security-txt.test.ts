import { beforeEach, expect, test } from 'vitest';
import { GET } from '@/app/.well-known/security.txt/route';
import { inTransaction } from '@/db/client';
import { DAY_MS } from '@/lib/dates';
import { changeSetting } from '@/lib/settings';
import { arrive } from '../support/next-headers';
import { addPerson } from '../support/people';
import { useWorld } from '../support/world';

useWorld();
beforeEach(() => arrive({ headers: { 'x-tuppence-path': '/.well-known/security.txt' } }));

function ask(): Promise<Response> {
  return GET(new Request('http://localhost:3999/.well-known/security.txt'), { params: Promise.resolve({}) });
}

async function setAddress(value: string): Promise<void> {
  const { id: actorId } = await addPerson({ isAdmin: true });
  await inTransaction((tx) => changeSetting(tx, { name: 'supportAddress', value, actorId }));
}

test('without an address there is no file, and the answer says why', async () => {
  const answer = await ask();
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('has not named an address');
});

test('the file names each field once, with an address that is a URI and an end within a year', async () => {
  await setAddress('help+security@tuppence.example');
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const fields = (await answer.text()).trimEnd().split('\n').map((line) => line.split(': ') as [string, string]);
  expect(fields.map(([name]) => name).sort()).toEqual(['Canonical', 'Contact', 'Expires', 'Preferred-Languages']);
  const values = Object.fromEntries(fields);
  expect(values.Contact).toBe('mailto:help%2Bsecurity@tuppence.example');
  expect(values.Canonical).toBe('http://localhost:3999/.well-known/security.txt');
  expect(values['Preferred-Languages']).toBe('en');
  const days = (Date.parse(values.Expires ?? '') - Date.now()) / DAY_MS;
  expect(days).toBeGreaterThan(90);
  expect(days).toBeLessThan(365);
});

test('an address that is taken back takes the file with it', async () => {
  await setAddress('');
  expect((await ask()).status).toBe(404);
});
