import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { consent, creator, creatorGoal } from '@/db/schema';
import {
  changeCurrency, editPage, endGoal, findCreatorPage, moneyObstacle, openPage, pageChecklist, publishPage, removePicture, renameHandle, setGoal,
  type NewPage,
} from '@/lib/creators';
import { newId } from '@/lib/ids';
import { changeSetting } from '@/lib/settings';
import { startTip } from '@/lib/tips';
import { useTestDatabase } from '../../support/database';
import { addOwnPage, readOwnPage, refusalOf, typedPage } from '../../support/own-page';
import { addPerson } from '../../support/people';
import { wishFor } from '../../support/tips';

useTestDatabase();

const now = new Date('2026-11-21T12:00:00Z');
let count = 0;

function newPage(change: Partial<NewPage> = {}): NewPage {
  count += 1;
  return {
    handle: `fresh-${'abcdefghijkmnpqrstuvxyz'[count]}`, name: 'Marsh Radio', kind: 'music', country: 'DE', currency: 'EUR',
    offer: 'A recording from the marsh, every Sunday.', avatar: null, ...change,
  };
}

describe('opening a page', () => {
  test('it is live at once and takes money, with a drawing and what was agreed to', async () => {
    const { id: personId } = await addPerson();
    const { handle, creatorId } = await openPage(personId, newPage(), now);
    const page = await findCreatorPage(getDb(), handle);
    expect(page).toMatchObject({ name: 'Marsh Radio', currency: 'EUR', presetsMinor: [100, 300, 500], minimumMinor: 100 });
    expect(page?.pictures.avatar.src).toMatch(/^\/art\/plain-[1-6]-avatar\.svg$/);
    expect(moneyObstacle({ ...newPage(), links: [] }, ['DE'])).toBeNull();
    const agreed = await getDb().select().from(consent).where(eq(consent.personId, personId));
    expect(agreed.map(({ document }) => document)).toEqual(expect.arrayContaining(['terms', 'adult']));
    expect((await pageChecklist(getDb(), creatorId)).map(({ done }) => done)).toEqual([false, false, false, false, false]);
  });

  test('twenty times at once by one person it is one page', async () => {
    const { id: personId } = await addPerson();
    const codes = await Promise.all(Array.from({ length: 20 }, () => refusalOf(openPage(personId, newPage(), now))));
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['none', 'PageAlreadyOpen']));
  });

  test.each<[string, Partial<NewPage>, string]>([
    ['a word of ours', { handle: 'support' }, 'HandleReserved:handle'],
    ['a name with a badge', { name: 'Ada ✓' }, 'NameRefused:name'],
    ['no word of what one gets', { offer: 'Things.' }, 'OfferTooShort:offer'],
    ['another country', { country: 'KP' }, 'CountryNotAllowed:country'],
    ['a currency that does not settle', { currency: 'CHF' }, 'CurrencyNotOffered'],
    ['a picture that is none', { avatar: Buffer.from('<svg onload=alert(1)>') }, 'PictureTypeUnknown:avatar'],
  ])('%s opens nothing and agrees to nothing', async (_what, change, code) => {
    const { id: personId } = await addPerson();
    expect(await refusalOf(openPage(personId, newPage(change), now))).toBe(code);
    expect(await getDb().select().from(creator).where(eq(creator.personId, personId))).toEqual([]);
    expect(await getDb().select().from(consent).where(eq(consent.personId, personId))).toEqual([]);
  });
});

describe('editing', () => {
  test('keeps all of it in order: words, links, amounts, smallest first and none twice', async () => {
    const { owner } = await addOwnPage();
    const links = [{ label: '', url: 'www.marsh.example/listen' }, { label: 'Shop', url: ' https://shop.example/?a=1 ' }, { label: '', url: '' }];
    await editPage(owner, typedPage({ presets: ['5', '2', '5', ''], bio: '- a\n  - b\n\n\n\nlast\u202E', links }));
    const page = await readOwnPage(owner);
    expect(page).toMatchObject({ name: 'Marsh Radio', accent: '#2f6f7a', presetsMinor: [200, 500], minimumMinor: 100, bio: '- a\n  - b\n\nlast' });
    expect(page.links).toEqual([{ label: 'marsh.example', url: 'https://www.marsh.example/listen' }, { label: 'Shop', url: 'https://shop.example/?a=1' }]);
    await editPage(owner, typedPage({ links: [...links].reverse() }));
    expect((await readOwnPage(owner)).links.map(({ label }) => label)).toEqual(['Shop', 'marsh.example']);
  });

  test.each<[Parameters<typeof typedPage>[0], string]>([
    [{ name: ' ' }, 'NameRefused:name'],
    [{ bio: 'x'.repeat(2_001) }, 'TextTooLong:bio'],
    [{ tagline: 'x'.repeat(121) }, 'TextTooLong:tagline'],
    [{ offer: 'Too short' }, 'OfferTooShort:offer'],
    [{ accent: 'red' }, 'AccentInvalid:accent'],
    [{ accent: '#fff;background:url(//evil)' }, 'AccentInvalid:accent'],
    [{ minimum: '0.5' }, 'AmountRefused:minimum'],
    [{ minimum: '' }, 'AmountRefused:minimum'],
    [{ presets: ['', '', '', ''] }, 'AmountRefused:preset1'],
    [{ minimum: '3', presets: ['5', '2', '', ''] }, 'AmountRefused:preset2'],
    [{ presets: ['5', 'NaN', '', ''] }, 'AmountRefused:preset2'],
    [{ presets: ['99999999999', '', '', ''] }, 'AmountRefused:preset1'],
    ...['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil', 'http://a.example', 'https://user:pw@a.example', 'java\tscript:alert(1)', 'https://localhost', 'https:\\\\a.example', 'https://a.example/\u202Egnp', 'ftp://a.example', 'https://'].map(
      (url): [Parameters<typeof typedPage>[0], string] => [{ links: [{ label: 'x', url }] }, 'LinkRefused:url1'],
    ),
    [{ links: [{ label: 'x'.repeat(61), url: 'https://a.example' }] }, 'LinkRefused:label1'],
    [{ links: [{ label: 'words only', url: '' }] }, 'LinkRefused:url1'],
  ])('%j is refused beside its field, and nothing at all is kept', async (change, code) => {
    const { owner } = await addOwnPage();
    const before = await readOwnPage(owner);
    expect(await refusalOf(editPage(owner, typedPage(change)))).toBe(code);
    expect(await readOwnPage(owner)).toEqual(before);
  });

  test('emoji count once, so two thousand of them fit', async () => {
    const { owner } = await addOwnPage();
    await editPage(owner, typedPage({ bio: '🦦'.repeat(2_000) }));
    expect([...(await readOwnPage(owner)).bio]).toHaveLength(2_000);
  });
});

describe('somebody else’s page', () => {
  test.each<[string, (owner: { creatorId: string; personId: string }) => Promise<unknown>]>([
    ['edited', (owner) => editPage(owner, typedPage())],
    ['moved', (owner) => renameHandle(owner, `stolen-${'xyzabc'[(count += 1) % 6]}`)],
    ['closed', (owner) => publishPage(owner, 'unpublished')],
    ['given a goal', (owner) => setGoal(owner, { title: 'Mine', target: '10' }, now)],
    ['freed of its goal', (owner) => endGoal(owner, now)],
    ['given another currency', (owner) => changeCurrency(owner, 'JPY')],
    ['robbed of its picture', (owner) => removePicture(owner, 'avatar')],
  ])('cannot be %s; it is not there, and nothing changes', async (_what, command) => {
    const theirs = await addOwnPage();
    await setGoal(theirs.owner, { title: 'A boat', target: '50' }, now);
    const before = await readOwnPage(theirs.owner);
    for (const personId of [(await addOwnPage()).personId, (await addPerson()).id, newId()]) {
      expect(await refusalOf(command({ creatorId: theirs.creatorId, personId }))).toBe('PageNotFound');
    }
    expect(await refusalOf(command({ creatorId: newId(), personId: theirs.personId }))).toBe('PageNotFound');
    expect(await readOwnPage(theirs.owner)).toEqual(before);
  });
});

describe('goals', () => {
  test('one at a time: set twice it is changed, ended it is gone, and a new one begins anew', async () => {
    const { owner, creatorId } = await addOwnPage();
    await Promise.all([setGoal(owner, { title: 'A boat', target: '50' }, now), setGoal(owner, { title: 'A boat', target: '50' }, now)]);
    await setGoal(owner, { title: 'A bigger boat', target: '75.50' }, now);
    expect((await readOwnPage(owner)).goal).toEqual({ title: 'A bigger boat', targetMinor: 7_550 });
    await endGoal(owner, now);
    expect(await refusalOf(endGoal(owner, now))).toBe('GoalRefused');
    await setGoal(owner, { title: 'Oars', target: '5' }, now);
    expect(await getDb().select().from(creatorGoal).where(eq(creatorGoal.creatorId, creatorId))).toHaveLength(2);
  });

  test.each([['', '5', 'GoalRefused:goalTitle'], ['x'.repeat(81), '5', 'GoalRefused:goalTitle'], ['A boat', '0', 'GoalRefused:goalTarget'], ['A boat', '-1', 'AmountRefused:goalTarget'], ['A boat', 'much', 'AmountRefused:goalTarget']])(
    '%j for %j is refused',
    async (title, target, code) => {
      expect(await refusalOf(setGoal((await addOwnPage()).owner, { title, target }, now))).toMatch(new RegExp(`^(${code}|AmountRefused:goalTarget)$`));
    },
  );
});

describe('closing', () => {
  test('a closed page is found by nobody and takes no tip; opened again it does both', async () => {
    const { owner, handle, creatorId } = await addOwnPage();
    await publishPage(owner, 'unpublished');
    expect(await findCreatorPage(getDb(), handle)).toBeNull();
    expect(await refusalOf(startTip({ key: newId(), creatorId, wish: wishFor(300), now }))).toBe('CreatorNotFound');
    await publishPage(owner, 'active');
    expect(await findCreatorPage(getDb(), handle)).not.toBeNull();
  });

  test('a suspended page is not its owner’s to open', async () => {
    const { owner } = await addOwnPage({ status: 'suspended' });
    expect(await refusalOf(publishPage(owner, 'active'))).toBe('PageNotFound');
    expect((await readOwnPage(owner)).status).toBe('suspended');
  });
});

test('a page that shows nothing, or whose country left the list, takes no money', async () => {
  const bare = await addOwnPage({ offer: '' });
  const tip = (creatorId: string) => refusalOf(startTip({ key: newId(), creatorId, wish: wishFor(300), now }));
  expect(await tip(bare.creatorId)).toBe('CreatorNotFound');
  const { id: actorId } = await addPerson({ isAdmin: true });
  await inTransaction((tx) => changeSetting(tx, { name: 'allowedCountries', value: ['JP'], actorId }));
  expect(await tip((await addOwnPage({ country: 'US' })).creatorId)).toBe('CreatorNotFound');
  await inTransaction((tx) => changeSetting(tx, { name: 'allowedCountries', value: ['DE', 'US'], actorId }));
});
