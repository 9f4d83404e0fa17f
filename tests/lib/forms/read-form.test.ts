import { expect, test } from 'vitest';
import { z } from 'zod';
import { readForm } from '@/lib/forms';

const schema = z.strictObject({ id: z.uuid(), name: z.string().min(1).max(5), kind: z.enum(['a', 'b']).default('a'), tags: z.array(z.string()).optional() });
const id = '0190b0d4-2a5e-7c3a-9b1e-000000000001';

function form(...fields: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test('reads what the schema knows, and leaves React’s own fields alone', () => {
  expect(readForm(schema, form(['id', id], ['name', 'Ada'], ['$ACTION_KEY', 'k'], ['tags', 'x'], ['tags', 'y']))).toEqual({ id, name: 'Ada', kind: 'a', tags: ['x', 'y'] });
});

test.each<[string, FormData | string]>([
  ['an unknown field', form(['id', id], ['name', 'Ada'], ['isAdmin', 'true'])],
  ['a doubled field', form(['id', id], ['name', 'Ada'], ['name', 'Bo'])],
  ['an id that is none', form(['id', 'me'], ['name', 'Ada'])],
  ['a choice that was not offered', form(['id', id], ['name', 'Ada'], ['kind', 'c'])],
  ['a file for a text', form(['id', id], ['name', new Blob(['x'])])],
  ['an object’s own names', form(['id', id], ['name', 'Ada'], ['__proto__', 'x'])],
  ['no form at all', 'x'],
])('refuses %s as tampered with', (_what, data) => {
  expect(() => readForm(schema, data)).toThrow('FormTampered');
});

test('says of a field what to do about it', () => {
  const refusal = (...fields: [string, string][]) => {
    try {
      return readForm(schema, form(['id', id], ...fields));
    } catch (error) {
      return error;
    }
  };
  expect(refusal()).toMatchObject({ field: 'name', sentence: 'Please fill this in.' });
  expect(refusal(['name', ''])).toMatchObject({ field: 'name', sentence: 'Please fill this in.' });
  expect(refusal(['name', 'Adalbert'])).toMatchObject({ field: 'name', sentence: 'This is too long: at most 5 characters.' });
});
