import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { creator, handleClaim } from '@/db/schema';
import { askForHandle, findRenamedTo, handleSkeleton, isHandle, publishPage, renameHandle } from '@/lib/creators';
import { addCreator } from '../../support/tips';
import { useTestDatabase } from '../../support/database';
import { addOwnPage, readOwnPage, refusalOf } from '../../support/own-page';

useTestDatabase();

test('PostgreSQL sees the look of a handle as we do', async () => {
  const handles = fc.sample(fc.stringMatching(/^[a-z0-9](-?[a-z0-9]){1,29}$/), 500).concat('rn-rn', 'vv-1-0-5-i', 'r-n', 'v-v');
  const { rows } = await getDb().execute<{ handle: string; look: string }>(
    sql`select h as handle, handle_skeleton(h) as look from unnest(${sql.param(handles)}::text[]) h`,
  );
  expect(rows.filter(({ handle, look }) => handleSkeleton(handle) !== look)).toEqual([]);
});

describe('two pages never look alike', () => {
  test.each([['bold-moon', 'bo1d-m00n'], ['barnacle', 'bamacle'], ['willow', 'wi11ow'], ['a-bc-d', 'ab-cd'], ['savvy', 'sawy']])(
    '%s keeps %s from everybody else, also by the database alone',
    async (first, alike) => {
      await addCreator({ handle: first });
      await expect(addCreator({ handle: alike })).rejects.toThrow();
      const other = await addOwnPage();
      expect(await refusalOf(renameHandle(other.owner, alike))).toBe('HandleTaken:handle');
      expect(await askForHandle(getDb(), alike, other.creatorId)).toMatchObject({ free: false });
      expect((await readOwnPage(other.owner)).handle).toBe(other.handle);
    },
  );
});

describe('a page that moves', () => {
  test('is found under every address that it had, and nobody else can have one of them', async () => {
    const { owner, handle } = await addOwnPage({ handle: 'first-place' });
    await renameHandle(owner, '@Second-Place');
    await renameHandle(owner, 'third-place');
    for (const old of [handle, 'second-place']) {
      expect(await findRenamedTo(getDb(), old)).toBe('third-place');
      expect(await refusalOf(renameHandle((await addOwnPage()).owner, old))).toBe('HandleTaken:handle');
      await expect(addCreator({ handle: old })).rejects.toThrow();
    }
    expect((await readOwnPage(owner)).earlierHandles.sort()).toEqual(['first-place', 'second-place']);
  });

  test('may go back, and its own look-alike is free to it', async () => {
    const { owner } = await addOwnPage({ handle: 'old-home' });
    await renameHandle(owner, 'new-home');
    await renameHandle(owner, 'newhome');
    await renameHandle(owner, 'old-home');
    expect(await findRenamedTo(getDb(), 'old-home')).toBeNull();
    expect(await findRenamedTo(getDb(), 'new-home')).toBe('old-home');
    expect((await readOwnPage(owner)).handle).toBe('old-home');
  });

  test('leads nowhere while it is closed', async () => {
    const { owner } = await addOwnPage({ handle: 'shut-soon' });
    await renameHandle(owner, 'shut-now');
    await publishPage(owner, 'unpublished');
    expect(await findRenamedTo(getDb(), 'shut-soon')).toBeNull();
    expect(await refusalOf(renameHandle((await addOwnPage()).owner, 'shut-soon'))).toBe('HandleTaken:handle');
  });

  test.each([['', 'HandleMalformed:handle'], ['a b', 'HandleMalformed:handle'], ['admin', 'HandleReserved:handle'], ['x'.repeat(31), 'HandleMalformed:handle'], ['река', 'HandleMalformed:handle']])(
    'does not move to %j',
    async (typed, code) => {
      expect(await refusalOf(renameHandle((await addOwnPage()).owner, typed))).toBe(code);
    },
  );
});

describe('races', () => {
  test('two that trade places at once both stay where they were', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [left, right] = [await addOwnPage({ handle: `left-${round}-a` }), await addOwnPage({ handle: `right-${round}-a` })];
      const codes = await Promise.all([
        refusalOf(renameHandle(left.owner, right.handle)),
        refusalOf(renameHandle(right.owner, left.handle)),
      ]);
      expect(codes).toEqual(['HandleTaken:handle', 'HandleTaken:handle']);
    }
  });

  test('fifty that want one address, in all its looks, end with one that has it', async () => {
    const wanting = await Promise.all(Array.from({ length: 50 }, () => addOwnPage()));
    const looks = ['golden-loom', 'goldenloom', 'g0lden-loom', 'golden-l00m', 'go1den-loom'];
    const codes = await Promise.all(wanting.map(({ owner }, at) => refusalOf(renameHandle(owner, looks[at % looks.length] ?? ''))));
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['none', 'HandleTaken:handle']));
    const [claim] = await getDb().select().from(handleClaim).where(eq(handleClaim.skeleton, handleSkeleton('golden-loom')));
    expect(codes[wanting.findIndex(({ creatorId }) => creatorId === claim?.creatorId)]).toBe('none');
  });

  test('whatever fifty pages try at once, each look is one page’s and every old address leads to its own', async () => {
    const pages = await Promise.all(Array.from({ length: 8 }, (_, at) => addOwnPage({ handle: `racer-${'abcdefgh'[at]}` })));
    const wanted = pages.map(({ handle }) => handle).concat('track-a', 'track-b', 'trac-ka');
    for (let round = 0; round < 6; round += 1) {
      await Promise.all(pages.map(({ owner }, at) => refusalOf(renameHandle(owner, wanted[(at * 3 + round) % wanted.length] ?? ''))));
    }
    const { rows } = await getDb().execute<{ wrong: number }>(sql`
      select (select count(*) from creator c join handle_claim k on k.skeleton = handle_skeleton(c.handle) where k.creator_id <> c.id)
        + (select count(*) from handle_history h join handle_claim k on k.skeleton = handle_skeleton(h.handle) where k.creator_id <> h.creator_id)
        + (select count(*) from creator c where not exists (select from handle_claim k where k.skeleton = handle_skeleton(c.handle))) as wrong`);
    expect(Number(rows[0]?.wrong)).toBe(0);
    const handles = (await getDb().select({ handle: creator.handle }).from(creator)).map(({ handle }) => handle);
    expect(handles.every(isHandle)).toBe(true);
  });
});
