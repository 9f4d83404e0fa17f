import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { bill, card, tab, tabLine, tip, tipDraft } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { balanceOf } from '@/lib/ledger';
import { lockTab, makeBill } from '@/lib/tab';
import { recentPublicTips, submitTipDraft, submitTipForm, tipForm, tipOnTab, tipTotals, undoTip } from '@/lib/tips';
import { addFan, readTab } from '../../support/fans';
import { addCreator, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

const NOON = new Date('2026-11-21T12:00:00Z');
const minutes = (count: number) => addMilliseconds(NOON, count * MINUTE_MS);

/** Somebody with a card who agreed to how their tab is charged. */
async function addGiver(change: Parameters<typeof addFan>[0] = {}) {
  const giver = await addFan(change);
  await inTransaction((tx) => recordConsent(tx, { fanId: giver.id, currency: 'USD', now: NOON }));
  return { ...giver, payer: { personId: giver.personId, connection: null } };
}

type Giver = Awaited<ReturnType<typeof addGiver>>;
type Change = { key?: string; amountMinor?: number; now?: Date; agrees?: boolean };
const give = (giver: Giver, creatorId: string, change: Change = {}) =>
  tipOnTab({ key: change.key ?? newId(), creatorId, wish: wishFor(change.amountMinor ?? 50), payer: giver.payer, now: change.now ?? NOON, agrees: change.agrees });

const readTipOf = async (lineId: string) => (await getDb().select().from(tip).where(eq(tip.lineId, lineId)))[0];
const accrued = (owner: string) => balanceOf(getDb(), { kind: 'creator_accrued', owner, currency: 'USD' });

async function countRows(): Promise<unknown> {
  const { rows } = await getDb().execute(sql`select (select count(*) from tip) as tips, (select count(*) from tab_line) as lines, (select count(*) from ledger_transfer) as moves`);
  return rows;
}

describe('a tip on the tab', () => {
  it('is on the tab and accrued, and neither public nor counted before it is collected', async () => {
    const [giver, to] = [await addGiver(), await addCreator()];
    const { lineId, waits } = await give(giver, to.id);
    expect(waits).toBe(false);
    expect(await readTipOf(lineId)).toMatchObject({ status: 'pending', grossMinor: 50, paymentId: null, heldMinor: 0, receivedAt: null });
    expect([(await readTab(giver.id)).tab.owedMinor, await accrued(to.ledgerOwner)]).toEqual([50, 50]);
    expect(await recentPublicTips(getDb(), to.id, 5)).toEqual([]);
    expect(await tipTotals(getDb(), to.id)).toMatchObject({ tipsReceived: 0 });
  });

  it('sent fifty times at once with one key is one tip, and with another content it is refused', async () => {
    const [giver, to, key] = [await addGiver(), await addCreator(), newId()];
    const answers = await Promise.all(Array.from({ length: 50 }, () => give(giver, to.id, { key })));
    expect(new Set(answers.map(({ lineId }) => lineId)).size).toBe(1);
    expect((await readTab(giver.id)).tab.owedMinor).toBe(50);
    await expect(give(giver, to.id, { key, amountMinor: 60 })).rejects.toMatchObject({ code: 'TipKeyReused' });
  }, 60_000);

  it('never passes limit or cap, fifty at once', async () => {
    const [limited, capped, to] = [await addGiver(), await addGiver(), await addCreator()];
    await give(capped, to.id, { amountMinor: 10 });
    await getDb().update(tab).set({ capMinor: 300 }).where(eq(tab.fanId, capped.id));
    const rush = (giver: Giver) => Promise.allSettled(Array.from({ length: 50 }, () => give(giver, to.id)));
    await Promise.all([rush(limited), rush(capped)]);
    expect((await readTab(limited.id)).tab.owedMinor).toBeLessThanOrEqual(1_000);
    const lines = (await readTab(capped.id)).lines;
    expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(260);
    expect(await getDb().$count(tip, eq(tip.creatorId, to.id))).toBe(await getDb().$count(tabLine, eq(tabLine.creatorId, to.id)));
  }, 60_000);

  it('that passes the limit waits with a bill of the whole tab, and is not accrued', async () => {
    const [giver, to] = [await addGiver(), await addCreator()];
    await give(giver, to.id, { amountMinor: 800 });
    const later = await give(giver, to.id, { amountMinor: 300, now: minutes(11) });
    expect(later.waits).toBe(true);
    expect(await getDb().select().from(bill).where(eq(bill.fanId, giver.id))).toMatchObject([{ cause: 'limit', amountMinor: 1_100, status: 'due' }]);
    expect(await accrued(to.ledgerOwner)).toBe(800);
  });

  it('can be from ten cents, unless its creator wants more than the smallest by card', async () => {
    const [giver, to, proud] = [await addGiver(), await addCreator(), await addCreator({ minimumMinor: 250, presetsMinor: [300] })];
    await give(giver, to.id, { amountMinor: 10 });
    const rows = await countRows();
    await expect(give(giver, to.id, { amountMinor: 9 })).rejects.toMatchObject({ code: 'TipBelowMinimum', sentence: expect.stringContaining('$0.10') });
    await expect(give(giver, proud.id, { amountMinor: 249 })).rejects.toMatchObject({ code: 'TipBelowMinimum', sentence: expect.stringContaining('$2.50') });
    expect(await countRows()).toEqual(rows);
  });
});

describe('a tip on the tab is refused in clear words, and nothing is written', () => {
  it.each([
    ['no card', 'NoCard', async (giver: Giver) => { await getDb().delete(card).where(eq(card.fanId, giver.id)); }],
    ['a refused card', 'CardRefused', async (giver: Giver) => { await getDb().update(card).set({ status: 'refused' }).where(eq(card.fanId, giver.id)); }],
    ['a paused tab', 'TabPaused', async (giver: Giver) => { await getDb().update(tab).set({ pausedAt: NOON }).where(eq(tab.fanId, giver.id)); }],
    ['its own cap', 'CapReached', async (giver: Giver) => { await getDb().update(tab).set({ capMinor: 60 }).where(eq(tab.fanId, giver.id)); }],
  ])('for %s', async (_why, code, spoil) => {
    const [giver, to] = [await addGiver(), await addCreator()];
    await give(giver, to.id);
    await spoil(giver);
    const rows = await countRows();
    await expect(give(giver, to.id)).rejects.toMatchObject({ code });
    expect(await countRows()).toEqual(rows);
  });

  it('says of a cap what it is, what is used and when it begins anew', async () => {
    const [giver, to] = [await addGiver(), await addCreator()];
    await give(giver, to.id);
    await getDb().update(tab).set({ capMinor: 60 }).where(eq(tab.fanId, giver.id));
    const refused = await give(giver, to.id).catch((error: { sentence: string }) => error.sentence);
    expect(refused).toMatch(/cap of \$0\.60.*\$0\.50 is used.*21 December 2026/);
  });

  it('for one’s own page, a closed page, a stranger and somebody who never had a tab', async () => {
    const giver = await addGiver();
    const [own, closed, to] = [await addCreator({ personId: giver.personId }), await addCreator({ status: 'suspended' }), await addCreator()];
    const rows = await countRows();
    await expect(give(giver, own.id)).rejects.toMatchObject({ code: 'OwnPage' });
    await expect(give(giver, closed.id)).rejects.toMatchObject({ code: 'CreatorNotFound' });
    await expect(give({ ...giver, payer: { personId: null, connection: null } }, to.id)).rejects.toMatchObject({ code: 'TabNeedsAccount' });
    await expect(give({ ...giver, payer: { personId: newId(), connection: null } }, to.id)).rejects.toMatchObject({ code: 'NoCard' });
    expect(await countRows()).toEqual(rows);
  });

  it('while a bill is unpaid, with where it is mended', async () => {
    const [giver, to] = [await addGiver(), await addCreator()];
    await give(giver, to.id);
    await inTransaction(async (tx) => makeBill(tx, await lockTab(tx, giver.id, 'USD', NOON), { cause: 'pay_now', leastMinor: 50, now: minutes(10) }));
    await getDb().update(bill).set({ status: 'failing', failingSince: NOON, failureKind: 'hard', writeOffAt: NOON }).where(eq(bill.fanId, giver.id));
    await expect(give(giver, to.id)).rejects.toMatchObject({ code: 'TabInDunning', sentence: expect.stringContaining('Account → Bills') });
  });

  it('in a currency whose terms were not agreed to, until the tick says yes', async () => {
    const [giver, to] = [await addGiver(), await addCreator({ currency: 'EUR' })];
    await expect(give(giver, to.id)).rejects.toMatchObject({ code: 'NoConsent', field: 'agree' });
    const { lineId } = await give(giver, to.id, { agrees: true });
    expect(await readTipOf(lineId)).toMatchObject({ currency: 'EUR' });
    expect((await readTab(giver.id, 'EUR')).tab.owedMinor).toBe(50);
  });
});

describe('undoing a tip', () => {
  it('leaves no tip, nothing owed and nothing accrued; only its own fan can, within ten minutes', async () => {
    const [giver, other, to] = [await addGiver(), await addGiver(), await addCreator()];
    const { lineId } = await give(giver, to.id);
    const undo = (who: Giver, now: Date) => undoTip({ personId: who.personId ?? '', lineId, now });
    await expect(undo(other, NOON)).rejects.toMatchObject({ code: 'LineNotFound' });
    await expect(undo(giver, minutes(10))).rejects.toMatchObject({ code: 'UndoTooLate' });
    await undo(giver, minutes(9));
    expect(await readTipOf(lineId)).toMatchObject({ status: 'dropped' });
    expect([(await readTab(giver.id)).tab.owedMinor, await accrued(to.ledgerOwner)]).toEqual([0, 0]);
  });

  it('against the bill that collects it ends in one of two states, each whole', async () => {
    const to = await addCreator();
    for (let round = 0; round < 8; round += 1) {
      const giver = await addGiver();
      const { lineId } = await give(giver, to.id, { amountMinor: 80 });
      await Promise.allSettled([
        undoTip({ personId: giver.personId ?? '', lineId, now: minutes(9) }),
        // A server whose clock is ahead: for it the ten minutes are over.
        inTransaction(async (tx) => makeBill(tx, await lockTab(tx, giver.id, 'USD', NOON), { cause: 'pay_now', leastMinor: 50, now: minutes(10) })),
      ]);
      const [line] = (await readTab(giver.id)).lines;
      expect([line?.status, (await readTipOf(lineId))?.status]).toEqual(line?.status === 'billed' ? ['billed', 'pending'] : ['undone', 'dropped']);
    }
  });
});

describe('the tip form', () => {
  const send = (giver: Giver, creatorId: string, change: object) => submitTipForm(tipForm.parse({ creatorId, way: 'tab', amount: '0.50', ...change }), NOON, giver.payer);

  it('leads with script to the tab, and without it through a page that shows the sums and confirms', async () => {
    const [giver, to] = [await addGiver(), await addCreator()];
    const { goTo } = await send(giver, to.id, { key: newId(), coverFees: 'on', platformTip: 'nonsense in a field that is not shown' });
    expect(goTo).toMatch(/^\/account\/tab\?new=/);
    const draft = await send(giver, to.id, { amount: '0.60' });
    expect(draft.goTo).toMatch(new RegExp(`^/${to.handle}/tip/`));
    const draftId = draft.goTo.split('/').at(-1) ?? '';
    const [once, twice] = [await submitTipDraft(draftId, NOON, giver.payer), await submitTipDraft(draftId, NOON, giver.payer)];
    expect(once).toEqual(twice);
    expect((await readTab(giver.id)).tab.owedMinor).toBe(110);
  });

  it('keeps a draft for the tab from whoever is not signed in', async () => {
    const [giver, to] = [await addGiver(), await addCreator()];
    await expect(send({ ...giver, payer: { personId: null, connection: null } }, to.id, {})).rejects.toMatchObject({ code: 'TabNeedsAccount' });
    expect(await getDb().$count(tipDraft, eq(tipDraft.creatorId, to.id))).toBe(0);
  });
});
