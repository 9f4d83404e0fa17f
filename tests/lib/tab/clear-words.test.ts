import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { card, creator, fan as fanTable, tab, tabLine, tier as tierTable } from '@/db/schema';
import { isRefusal } from '@/lib/errors';
import { recordConsent, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { lockTab, setCap } from '@/lib/tab';
import { tipOnTab } from '@/lib/tips';
import { addFan } from '../../support/fans';
import { addTier, closePage, join } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { addCreator, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();
afterAll(expectSoundTabs);

const NOW = new Date('2026-11-22T12:00:00Z');

/** Somebody with a card that is charged and a yes to it. */
async function someFan(change: { hasCard?: boolean } = {}): Promise<Fan> {
  const made = await addFan({ now: NOW, ...change });
  await inTransaction((tx) => recordConsent(tx, { fanId: made.id, currency: 'USD', now: NOW }));
  return made;
}

async function tip(of: Fan, creatorId: string, amountMinor: number) {
  return tipOnTab({ key: newId(), creatorId, wish: wishFor(amountMinor), now: NOW, payer: { personId: of.personId ?? '', connection: null } });
}

const named = async (name: string) => (await addCreator({ name })).id;
const pledge = (of: Fan, tierOf: Awaited<ReturnType<typeof addTier>>) => join(of, tierOf, { now: NOW });

/** What is refused, provoked as a person would, each with its whole sentence. */
const REFUSED: [what: string, code: string, sentence: string, arrange: () => Promise<() => Promise<unknown>>][] = [
  ['a tip without a card', 'NoCard', 'There is no card on your tab yet. Save one under Account → Cards, then try again; nothing was added.',
    async () => {
      const [of, to] = [await someFan({ hasCard: false }), await named('Ada')];
      return () => tip(of, to, 100);
    }],
  ['a tip of somebody who never had a tab', 'NoCard', 'There is no card on your tab yet. Save one under Account → Cards, then try again; nothing was added.',
    async () => {
      const of = await someFan();
      await getDb().update(fanTable).set({ status: 'ended', personId: null }).where(eq(fanTable.id, of.id));
      const to = await named('Ada');
      return () => tip(of, to, 100);
    }],
  ['a tip with a card that its bank refused', 'CardRefused', 'Your card was refused. Save another under Account → Cards, then try again; nothing was added.',
    async () => {
      const [of, to] = [await withRefusedCard(), await named('Ada')];
      return () => tip(of, to, 100);
    }],
  ['a pledge with a card that its bank refused', 'CardRefused', 'Your card was refused. Save another under Account → Cards, then try again; nothing was added.',
    async () => {
      const [of, offered] = [await withRefusedCard(), await addTier()];
      return () => pledge(of, offered);
    }],
  ['a tip that a full tab cannot be charged for', 'TabLimitReached', 'Your tab is full: $10 between two bills. Pay it now under Account → Tab, or try again in ten minutes.',
    async () => {
      const [of, to] = [await someFan(), await named('Ada')];
      await tip(of, to, 990);
      return () => tip(of, to, 20);
    }],
  ['a tip while a full tab is being charged', 'TabBusy', 'Your tab is full and is being charged right now. Please try again in a minute; nothing was added.',
    async () => {
      const [of, to] = [await someFan(), await named('Ada')];
      await tip(of, to, 900);
      await tip(of, to, 200);
      return () => tip(of, to, 200);
    }],
  ['a tip that would pass the cap', 'CapReached',
    'This would pass your cap of $5 a month: $4 is used, and this is $2. It begins anew on 22 December 2026; you can change it under Account → Tab.',
    async () => {
      const of = await withCap(500);
      await tip(of, await named('Ada'), 400);
      const other = await named('Bea');
      return () => tip(of, other, 200);
    }],
  ['a pledge whose months would pass the cap', 'CapReached',
    'This would pass your cap of $5 a month: $1 is used, and this is $7. It begins anew on 22 December 2026; you can change it under Account → Tab.',
    async () => {
      const of = await withCap(500);
      await pledge(of, await addTier());
      const dear = await addTier({ priceMinor: 700 });
      return () => pledge(of, dear);
    }],
  ['a pledge to a tier that is full', 'TierFull', 'All places of “Front row” are taken. Please choose another tier; nothing was added.',
    async () => {
      const full = await addTier({ name: 'Front row', places: 1 });
      await pledge(await someFan(), full);
      const late = await someFan();
      return () => pledge(late, full);
    }],
  ['a pledge to a tier that was archived', 'TierGone', 'This tier is no longer offered. Please choose another one; nothing was added.',
    async () => {
      const gone = await addTier();
      await getDb().update(tierTable).set({ archivedAt: NOW }).where(eq(tierTable.id, gone.id));
      const of = await someFan();
      return () => pledge(of, gone);
    }],
  ['a pledge to a creator who is suspended', 'CreatorClosed', 'The page of Ada takes no pledges at the moment. Please look in again later; nothing was added.',
    async () => {
      const closed = await addTier({ creatorId: await named('Ada') });
      await closePage(closed.creatorId, 'suspended');
      const of = await someFan();
      return () => pledge(of, closed);
    }],
  ['a tip to a creator who is suspended', 'CreatorNotFound', 'This page takes no tips at the moment. Please look in again later; nothing was charged.',
    async () => {
      const to = await named('Ada');
      await closePage(to, 'suspended');
      const of = await someFan();
      return () => tip(of, to, 100);
    }],
  ['a second pledge to the same creator', 'AlreadyPledged', 'You pledge to Ada already. Change that pledge under Account → Pledges.',
    async () => {
      const [of, offered] = [await someFan(), await addTier({ creatorId: await named('Ada') })];
      await pledge(of, offered);
      return () => pledge(of, offered);
    }],
  ['a pledge to one’s own page', 'OwnPage', 'This is your own page: its perks are yours without a pledge.',
    async () => {
      const own = await withPage();
      return () => pledge(...own);
    }],
  ['a tip to one’s own page', 'OwnPage', 'This is your own page: a gift to yourself would only cost you the fees.',
    async () => {
      const [of, { creatorId }] = await withPage();
      return () => tip(of, creatorId, 100);
    }],
];

async function withRefusedCard(): Promise<Fan> {
  const of = await someFan();
  await getDb().update(card).set({ status: 'refused' }).where(eq(card.fanId, of.id));
  return of;
}

async function withCap(capMinor: number): Promise<Fan> {
  const of = await someFan();
  await inTransaction(async (tx) => {
    await lockTab(tx, of.id, 'USD', NOW);
    await setCap(tx, { fanId: of.id, currency: 'USD', capMinor, now: NOW });
  });
  return of;
}

async function withPage() {
  const [of, own] = [await someFan(), await addTier()];
  await getDb().update(creator).set({ personId: of.personId }).where(eq(creator.id, own.creatorId));
  return [of, own] as const;
}

async function linesAndOwed(): Promise<unknown> {
  const [lines, tabs] = await Promise.all([getDb().select({ id: tabLine.id }).from(tabLine), getDb().select({ owed: tab.owedMinor }).from(tab)]);
  return [lines.length, tabs.reduce((sum, { owed }) => sum + owed, 0)];
}

async function refusalOf(act: () => Promise<unknown>): Promise<string[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return [error.code, error.sentence];
  }
}

test.each(REFUSED)('%s is refused as %s, in a sentence that says what to do, and changes nothing', async (_what, code, sentence, arrange) => {
  const act = await arrange();
  const before = await linesAndOwed();
  expect(await refusalOf(act)).toEqual([code, sentence]);
  expect(await linesAndOwed()).toEqual(before);
});
