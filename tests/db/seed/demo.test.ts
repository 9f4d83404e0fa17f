import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { demoCreators } from '@/db/seed/demo/creators';
import { demoMessages } from '@/db/seed/demo/messages';
import { smallCreators } from '@/db/seed/demo/small-creators';
import { demoTiers } from '@/db/seed/demo/tiers';
import { CREATOR_KINDS, isHandle, readableAccent } from '@/lib/creators';
import { parseAmount, plainAmount } from '@/lib/money';
import { MESSAGE_MAX_CHARACTERS, NAME_MAX_CHARACTERS } from '@/lib/tips/input';

test('a dozen creators of every kind, at least two of them in each currency but the dollar', () => {
  expect(demoCreators).toHaveLength(12);
  expect(new Set(demoCreators.map((creator) => creator.kind)).size).toBe(CREATOR_KINDS.length);
  for (const currency of ['EUR', 'GBP', 'JPY']) {
    expect(demoCreators.filter((creator) => creator.currency === currency).length).toBeGreaterThanOrEqual(2);
  }
});

test('ten pages take dollars and offer a tier for one of them, and every page offers something by the month', () => {
  const dollars = [...demoCreators.filter(({ currency }) => currency === 'USD'), ...smallCreators].map(({ handle }) => handle);
  expect(dollars).toHaveLength(10);
  expect(dollars.filter((handle) => demoTiers[handle]?.[0]?.priceMinor !== 100)).toEqual([]);
  const handles = [...demoCreators, ...smallCreators].map(({ handle }) => handle);
  expect(handles.filter((handle) => (demoTiers[handle] ?? []).length < 1 || (demoTiers[handle] ?? []).length > 3)).toEqual([]);
  expect(Object.keys(demoTiers).filter((handle) => !handles.includes(handle))).toEqual([]);
  expect(smallCreators.filter(({ handle, art }) => !isHandle(handle) || !existsSync(`public/art/${art}-avatar.svg`))).toEqual([]);
});

test.each(demoCreators.map((creator) => [creator.handle, creator] as const))(
  '%s has a handle, two drawings, links to nowhere real and an accent that can be read',
  (handle, creator) => {
    expect(isHandle(handle)).toBe(true);
    expect(existsSync(`public/art/${handle}-banner.svg`)).toBe(true);
    expect(existsSync(`public/art/${handle}-avatar.svg`)).toBe(true);
    for (const { url } of creator.links) expect(new URL(url).hostname).toMatch(/\.example$/);
    expect(readableAccent(creator.accent).light.ink).toMatch(/^#[0-9a-f]{6}$/);
  },
);

test.each(demoCreators.map((creator) => [creator.handle, creator] as const))(
  'what fans say to %s fits its form: amounts it takes, words that are short enough',
  (handle, { currency, minimumMinor }) => {
    const said = demoMessages[handle] ?? [];
    expect(said.length).toBeGreaterThanOrEqual(8);
    for (const [name, message, amountMinor] of said) {
      expect(amountMinor).toBeGreaterThanOrEqual(minimumMinor);
      expect(parseAmount(plainAmount(amountMinor, currency), currency)).toBe(amountMinor);
      expect([...(message ?? '')].length).toBeLessThanOrEqual(MESSAGE_MAX_CHARACTERS);
      expect([...(name ?? '')].length).toBeLessThanOrEqual(NAME_MAX_CHARACTERS);
    }
  },
);

test('every list of words belongs to a page, and no drawing carries a script or an outside address', async () => {
  const handles = demoCreators.map((creator) => creator.handle);
  expect(Object.keys(demoMessages).filter((handle) => !handles.includes(handle))).toEqual([]);
  for (const file of (await readdir('public/art')).filter((name) => name.endsWith('.svg'))) {
    const svg = await readFile(`public/art/${file}`, 'utf8');
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/<script|style=|href|https?:|on\w+=/i);
  }
});
