import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFINITIONS_FILE, formatDefinitions, generateDefinitions } from '@/sandbox/validation/generate';

test('the table of parameters is what the installed SDK declares', { timeout: 60_000 }, () => {
  const fresh = formatDefinitions(generateDefinitions());
  expect(readFileSync(DEFINITIONS_FILE, 'utf8') === fresh, 'run sandbox/validation/generate.ts').toBe(true);
});
