import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { listPeople } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { useTestDatabase } from '../../support/database';
import { addPerson } from '../../support/people';

useTestDatabase();

test('a list goes on exactly where a page ended, forwards and back, however close its rows are in time', async () => {
  for (let at = 0; at < 23; at += 1) await addPerson();
  const all = (await listPeople(getDb(), {}, { cursor: null, limit: 100 })).rows.map((row) => row.id);
  expect(all).toHaveLength(23);
  const forwards: string[][] = [];
  let page = await listPeople(getDb(), {}, { cursor: null, limit: 5 });
  for (forwards.push(page.rows.map((row) => row.id)); page.older; forwards.push(page.rows.map((row) => row.id))) {
    page = await listPeople(getDb(), {}, { cursor: readCursor(page.older), limit: 5 });
  }
  expect(forwards.flat()).toEqual(all);
  const back: string[][] = [page.rows.map((row) => row.id)];
  while (page.newer) {
    page = await listPeople(getDb(), {}, { cursor: readCursor(page.newer), limit: 5 });
    back.unshift(page.rows.map((row) => row.id));
  }
  expect(back.flat()).toEqual(all);
});

test('a cursor that nobody wrote is the first page', () => {
  for (const typed of [undefined, '', 'o1', 'o1.x', 'x1.00000000-0000-7000-8000-000000000000', 'o999999999999999.00000000-0000-7000-8000-000000000000', "o1.' or 1=1"]) {
    expect(readCursor(typed)).toBeNull();
  }
});

test('a cursor from the far future is no fault', async () => {
  const page = await listPeople(getDb(), {}, { cursor: readCursor('o99999999999999.00000000-0000-7000-8000-000000000000'), limit: 5 });
  expect(page.rows).toHaveLength(5);
});
