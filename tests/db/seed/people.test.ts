import { expect, test } from 'vitest';
import { inTransaction, getDb } from '@/db/client';
import { creator, person } from '@/db/schema';
import { demoCreators } from '@/db/seed/demo/creators';
import { demoAdmins, demoFan, otherFans } from '@/db/seed/demo/people';
import { smallCreators } from '@/db/seed/demo/small-creators';
import { seedDemoCreators } from '@/db/seed/demo/seed-creators';
import { useTestDatabase } from '../../support/database';

useTestDatabase();

test('the demo world has fans, an owner for every page and two admins, however often it is made', async () => {
  for (const _again of [1, 2]) await inTransaction((tx) => seedDemoCreators(tx, new Date()));
  const people = await getDb().select().from(person);
  expect(people).toHaveLength(1 + Object.keys(otherFans).length + demoCreators.length + smallCreators.length + demoAdmins.length);
  expect(people.filter(({ isAdmin }) => isAdmin).map(({ email }) => email).sort()).toEqual(demoAdmins.map(({ email }) => email).sort());
  expect(people.find(({ email }) => email === demoFan.email)?.status).toBe('active');
  const owners = await getDb().select({ handle: creator.handle, personId: creator.personId }).from(creator);
  for (const { handle, personId } of owners) expect(people.find(({ id }) => id === personId)?.email).toBe(`${handle}@demo.example`);
  // `.example` never resolves (RFC 2606): no demo person can be written to by mistake.
  expect(people.filter(({ email }) => !email?.endsWith('.example'))).toEqual([]);
});
