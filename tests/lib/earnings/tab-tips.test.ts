import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { supporter, tip } from '@/db/schema';
import { addDays, addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { exportTips, findCreatorTip, listTips, readTipFilter, sumAccruedTips } from '@/lib/earnings';
import { recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { payNow } from '@/lib/tab';
import { recentPublicTips, tipOnTab, tipTotals, undoTip } from '@/lib/tips';
import { addPayer, evening } from '../../support/billing';
import { addCreator, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

const ALL = { cursor: null, limit: 25 };
const list = async (creatorId: string, asked: Record<string, string> = {}) => (await listTips(getDb(), creatorId, readTipFilter(asked), ALL)).rows;

/** A fan with a card at the sandbox who has tipped two creators on their tab. */
async function addStory() {
  const now = new Date();
  const payer = await addPayer(sandbox(), { now });
  await inTransaction((tx) => recordConsent(tx, { fanId: payer.id, currency: 'USD', now }));
  const [one, other] = [await addCreator(), await addCreator()];
  const give = (creatorId: string, amountMinor: number) =>
    tipOnTab({ key: newId(), creatorId, wish: wishFor(amountMinor, { message: 'Keep on', displayName: 'Ada' }), payer: { personId: payer.personId, connection: null }, now });
  return { now, payer, one, other, give };
}

describe('a creator sees a tip on a tab', () => {
  it('as accrued, then held with its share of the one fee, then available; public and counted once it is paid', async () => {
    const { now, payer, one, other, give } = await addStory();
    await give(one.id, 50);
    await give(other.id, 450);
    expect(await list(one.id)).toEqual([]);
    expect(await list(one.id, { state: 'accrued' })).toMatchObject([{ state: 'accrued', sums: { grossMinor: 50, isActual: false }, name: 'Ada', heldMinor: 0 }]);
    expect(await sumAccruedTips(getDb(), one.id)).toEqual({ tips: 1, grossMinor: 50 });
    expect(await recentPublicTips(getDb(), one.id, 5)).toEqual([]);

    const later = addMilliseconds(now, 11 * MINUTE_MS);
    await inTransaction((tx) => payNow(tx, { fanId: payer.id, currency: 'USD', expectedMinor: 500, now: later }));
    await evening(sandbox(), later);
    // $5 cost 45¢, of which a tenth is this tip's.
    const [held] = await list(one.id);
    expect(held).toMatchObject({ state: 'held', sums: { grossMinor: 50, isActual: true }, heldMinor: held?.sums.netMinor });
    expect([4, 5]).toContain(held?.sums.processorFeeMinor);
    expect(await sumAccruedTips(getDb(), one.id)).toEqual({ tips: 0, grossMinor: 0 });
    expect(await recentPublicTips(getDb(), one.id, 5)).toMatchObject([{ name: 'Ada', amountMinor: 50 }]);
    expect(await tipTotals(getDb(), one.id)).toMatchObject({ tipsReceived: 1 });
    expect(await getDb().select().from(supporter).where(eq(supporter.creatorId, one.id))).toMatchObject([{ personId: payer.personId, tipsReceived: 1, receivedMinor: 50 }]);

    await evening(sandbox(), addDays(later, 30));
    expect(await list(one.id, { state: 'available' })).toMatchObject([{ state: 'available', availableMinor: held?.sums.netMinor }]);
  });

  it('on its own page and in the file, and no longer once it was undone; another creator never', async () => {
    const { now, payer, one, other, give } = await addStory();
    const { lineId } = await give(one.id, 50);
    const [row] = await getDb().select({ id: tip.id }).from(tip).where(eq(tip.lineId, lineId));
    expect(await findCreatorTip(getDb(), one.id, row?.id ?? '', new Date())).toMatchObject({ state: 'accrued', receiptNumber: null, refund: null });
    expect(await findCreatorTip(getDb(), other.id, row?.id ?? '', new Date())).toBeNull();
    const file = async () => {
      let text = '';
      for await (const part of exportTips(getDb(), one.id, readTipFilter({ state: 'accrued' }))) text += part;
      return text;
    };
    expect(await file()).toContain('on a tab');
    await undoTip({ personId: payer.personId ?? '', lineId, now });
    expect(await findCreatorTip(getDb(), one.id, row?.id ?? '', new Date())).toBeNull();
    expect(await file()).not.toContain('on a tab');
  });
});
