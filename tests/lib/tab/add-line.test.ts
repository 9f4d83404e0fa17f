import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { bill, card, fan, tab } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { ensureFan, findFan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { balanceOf, verifyLedger } from '@/lib/ledger';
import { lockTab, makeBill, undoLine } from '@/lib/tab';
import { addFan, putLine, readTab } from '../../support/fans';
import { addPerson } from '../../support/people';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';

// Lines of tips without their tips: the tab knows nothing of tips, whose own checks would miss them.
useWorld({ verify: false });
afterAll(async () => expect(await verifyLedger(getDb())).toEqual([]));
const NOON = new Date('2026-11-21T12:00:00Z');
const minutes = (count: number) => addMilliseconds(NOON, count * MINUTE_MS);

const owes = (owner: string) => balanceOf(getDb(), { kind: 'fan_tab', owner, currency: 'USD' });
const accrued = (owner: string) => balanceOf(getDb(), { kind: 'creator_accrued', owner, currency: 'USD' });

describe('a line on the tab', () => {
  it('is owed by the fan and accrues to the creator, and its first day is the billing day', async () => {
    const [giver, creator] = await Promise.all([addFan(), addCreator()]);
    const { line, waits } = await putLine(giver, { creatorId: creator.id, amountMinor: 50, now: NOON });
    expect(waits).toBe(false);
    expect(line).toMatchObject({ status: 'open', dated: '2026-11-21', undoUntil: minutes(10) });
    expect([await owes(giver.ledgerOwner), await accrued(creator.ledgerOwner)]).toEqual([50, 50]);
    const { tab: after } = await readTab(giver.id);
    expect(after).toMatchObject({ owedMinor: 50, nextBillOn: '2026-11-21', nextBillAt: new Date('2026-11-21T20:00:00Z') });
    const [{ billingDay } = { billingDay: null }] = await getDb().select().from(fan).where(eq(fan.id, giver.id));
    expect(billingDay).toBe(21);
  });

  it('begun at night is billed the next evening, still as the bill of its day', async () => {
    const [giver, creator] = await Promise.all([addFan({ timeZone: 'Asia/Tokyo' }), addCreator()]);
    await putLine(giver, { creatorId: creator.id, amountMinor: 50, now: NOON });
    expect((await readTab(giver.id)).tab).toMatchObject({ nextBillOn: '2026-11-21', nextBillAt: new Date('2026-11-22T11:00:00Z') });
  });

  it('is refused without a card, with a refused one, on a paused tab and while a bill is unpaid; nothing is written', async () => {
    const [bare, giver, creator] = await Promise.all([addFan({ hasCard: false }), addFan(), addCreator()]);
    const draft = { creatorId: creator.id, amountMinor: 50, now: NOON };
    await expect(putLine(bare, draft)).rejects.toMatchObject({ code: 'NoCard' });
    await getDb().update(card).set({ status: 'refused' }).where(eq(card.fanId, giver.id));
    await expect(putLine(giver, draft)).rejects.toMatchObject({ code: 'CardRefused' });
    await getDb().update(card).set({ status: 'good' }).where(eq(card.fanId, giver.id));
    await putLine(giver, draft);
    await getDb().update(tab).set({ pausedAt: NOON }).where(eq(tab.fanId, giver.id));
    await expect(putLine(giver, draft)).rejects.toMatchObject({ code: 'TabPaused' });
    await getDb().update(tab).set({ pausedAt: null }).where(eq(tab.fanId, giver.id));
    await inTransaction(async (tx) => makeBill(tx, await lockTab(tx, giver.id, 'USD', NOON), { cause: 'pay_now', leastMinor: 50, now: minutes(10) }));
    await getDb().update(bill).set({ status: 'failing', failingSince: NOON, failureKind: 'hard', writeOffAt: NOON }).where(eq(bill.fanId, giver.id));
    await expect(putLine(giver, draft)).rejects.toMatchObject({ code: 'TabInDunning' });
    expect(await owes(giver.ledgerOwner)).toBe(50);
  });
});

describe('the limit', () => {
  it('is reached by a line that waits, unposted, with a bill of all that can no longer be undone', async () => {
    const [giver, creator] = await Promise.all([addFan(), addCreator()]);
    await putLine(giver, { creatorId: creator.id, amountMinor: 900, now: NOON });
    await putLine(giver, { creatorId: creator.id, amountMinor: 100, now: minutes(15) });
    const { line, waits } = await putLine(giver, { creatorId: creator.id, amountMinor: 60, now: minutes(16) });
    expect(waits).toBe(true);
    const [made] = await getDb().select().from(bill).where(eq(bill.fanId, giver.id));
    expect(made).toMatchObject({ cause: 'limit', status: 'due', amountMinor: 960, lineCount: 2, billingOn: null });
    expect(line).toMatchObject({ status: 'waiting', billId: made?.id, undoUntil: null });
    expect(await accrued(creator.ledgerOwner)).toBe(1_000);
    // The tip that can still be undone stays on the tab for the next bill.
    expect((await readTab(giver.id)).tab.owedMinor).toBe(100);
  });

  it('asks for a little patience when all that is owed can still be undone, and while a charge is under way', async () => {
    const [giver, creator] = await Promise.all([addFan(), addCreator()]);
    await putLine(giver, { creatorId: creator.id, amountMinor: 1_000, now: NOON });
    await expect(putLine(giver, { creatorId: creator.id, amountMinor: 20, now: minutes(1) })).rejects.toMatchObject({ code: 'TabLimitReached' });
    await putLine(giver, { creatorId: creator.id, amountMinor: 20, now: minutes(11) });
    await putLine(giver, { creatorId: creator.id, amountMinor: 990, now: minutes(12) });
    await expect(putLine(giver, { creatorId: creator.id, amountMinor: 20, now: minutes(13) })).rejects.toMatchObject({ code: 'TabBusy' });
  });

  it('and the cap hold against fifty tips at once', async () => {
    const creator = await addCreator();
    const [limited, capped] = await Promise.all([addFan(), addFan()]);
    await putLine(capped, { creatorId: creator.id, amountMinor: 10, now: NOON });
    await getDb().update(tab).set({ capMinor: 500 }).where(eq(tab.fanId, capped.id));
    const rush = (giver: typeof limited, amountMinor: number) =>
      Promise.allSettled(Array.from({ length: 50 }, () => putLine(giver, { creatorId: creator.id, amountMinor, now: NOON })));
    const [overLimit, overCap] = await Promise.all([rush(limited, 50), rush(capped, 20)]);
    expect(overLimit.filter(({ status }) => status === 'fulfilled')).toHaveLength(21);
    expect(await owes(limited.ledgerOwner)).toBe(1_000);
    expect(overCap.filter(({ status }) => status === 'fulfilled')).toHaveLength(24);
    expect(await owes(capped.ledgerOwner)).toBe(490);
  }, 60_000);
});

describe('an undo', () => {
  it('within ten minutes leaves nothing owed; later, twice or by another it is refused', async () => {
    const [giver, other, creator] = await Promise.all([addFan(), addFan(), addCreator()]);
    const { line } = await putLine(giver, { creatorId: creator.id, amountMinor: 50, now: NOON });
    const undo = (fanId: string, now: Date, lineId = line.id) => inTransaction((tx) => undoLine(tx, { fanId, lineId, now }));
    await expect(undo(other.id, NOON)).rejects.toMatchObject({ code: 'LineNotFound' });
    await expect(undo(giver.id, minutes(10))).rejects.toMatchObject({ code: 'UndoTooLate' });
    await undo(giver.id, addMilliseconds(minutes(10), -1));
    expect([await owes(giver.ledgerOwner), await accrued(creator.ledgerOwner)]).toEqual([0, 0]);
    await expect(undo(giver.id, NOON)).rejects.toMatchObject({ code: 'UndoTooLate' });
    await expect(undo(giver.id, NOON, newId())).rejects.toMatchObject({ code: 'LineNotFound' });
  });

  it('against the bill that would collect it ends with the line undone or on the bill, never both', async () => {
    const creator = await addCreator();
    for (let round = 0; round < 10; round += 1) {
      const giver = await addFan();
      const { line } = await putLine(giver, { creatorId: creator.id, amountMinor: 80, now: NOON });
      const [undone, billed] = await Promise.allSettled([
        inTransaction((tx) => undoLine(tx, { fanId: giver.id, lineId: line.id, now: minutes(9) })),
        // A server whose clock is ahead: for it the ten minutes are over.
        inTransaction(async (tx) => makeBill(tx, await lockTab(tx, giver.id, 'USD', NOON), { cause: 'pay_now', leastMinor: 50, now: minutes(10) })),
      ]);
      const { lines, tab: after } = await readTab(giver.id);
      const isBilled = billed.status === 'fulfilled' && billed.value !== null;
      expect(undone.status === 'fulfilled').toBe(!isBilled);
      expect(lines[0]?.status).toBe(isBilled ? 'billed' : 'undone');
      expect(after.owedMinor).toBe(0);
      expect(await owes(giver.ledgerOwner)).toBe(isBilled ? 80 : 0);
    }
  });
});

describe('a fan', () => {
  it('is one, however many first pledges come at once', async () => {
    const { id: personId } = await addPerson();
    const made = await Promise.all(
      Array.from({ length: 8 }, () => inTransaction((tx) => ensureFan(tx, { personId, timeZone: 'Mars/Olympus', now: NOON }))),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await findFan(getDb(), personId)).toMatchObject({ status: 'proven', timeZone: 'UTC', billingDay: null });
  });
});
