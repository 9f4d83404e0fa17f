import { describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { balanceOf } from '@/lib/ledger';
import { tipOnTab } from '@/lib/tips';
import { addDue, addOffer, addRunning, chargesOf, clockTo, evening, eveningOn, monthAfter, readBills, tabOf } from '../../support/billing';
import { putLine } from '../../support/fans';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
/** Ahead of every clock that a test begins with. */
const DAY = '2027-03-10';

describe('one bill of ten dollars', () => {
  it('is one charge, whose fee of 59¢ leaves nine creators 94¢ and one 95¢, another one next month', async () => {
    const offers = await Promise.all(Array.from({ length: 10 }, () => addOffer()));
    const payer = await addDue(sandbox(), offers, DAY, new Array<number>(10).fill(100));
    const lucky: number[] = [];
    for (const day of [DAY, monthAfter(DAY)]) {
      await evening(sandbox(), eveningOn(day));
      const made = (await readBills(payer.id)).at(-1);
      expect(made).toMatchObject({ status: 'paid', billingOn: day, amountMinor: 1_000, processorFeeMinor: 59, lineCount: 10, attempts: 1 });
      const received = made?.lines.map((line) => line.amountMinor - (line.feeShareMinor ?? 0)) ?? [];
      expect(received.toSorted((a, b) => a - b)).toEqual([...new Array<number>(9).fill(94), 95]);
      lucky.push(received.indexOf(95));
      expect(await chargesOf(sandbox(), payer)).toHaveLength(lucky.length);
    }
    expect(lucky[0]).not.toBe(lucky[1]);
    await expectSoundTabs();
  });

  it('stands first as accrued, then held, then available', async () => {
    const day = '2027-05-10';
    const [offer] = await Promise.all([addOffer()]);
    if (!offer) throw new Error('no offer');
    await clockTo(sandbox(), new Date('2027-05-09T12:00:00Z'));
    const payer = await addDue(sandbox(), [offer, await addOffer(), await addOffer(), await addOffer()], day, [100, 100, 100, 100]);
    const of = (kind: 'creator_accrued' | 'creator_held' | 'creator_available') => balanceOf(getDb(), { kind, owner: offer.creator.ledgerOwner, currency: 'USD' });
    await evening(sandbox(), eveningOn(day));
    // 42¢ on $4.00, of which this line bears ten or eleven.
    const [line] = (await readBills(payer.id))[0]?.lines ?? [];
    const net = 100 - (line?.feeShareMinor ?? 0);
    expect([await of('creator_accrued'), await of('creator_held'), await of('creator_available')]).toEqual([0, net, 0]);
    await evening(sandbox(), eveningOn('2027-05-18'));
    expect([await of('creator_accrued'), await of('creator_held'), await of('creator_available')]).toEqual([0, 0, net]);
    expect((await tabOf(payer.id)).limitMinor).toBe(1_500);
  });
});

describe('the evening', () => {
  it('charges $12.80 for fifteen lines: eleven months, three tips and nine days, and shares the real fee over all', async () => {
    const day = '2027-07-10';
    const offers = await Promise.all(Array.from({ length: 11 }, () => addOffer()));
    const before = new Date('2027-07-01T12:00:00Z');
    await clockTo(sandbox(), before);
    const payer = await addDue(sandbox(), offers, day, new Array<number>(10).fill(100));
    const eleventh = offers[10];
    if (!eleventh) throw new Error('there are eleven');
    const pledgeId = await addRunning(payer, eleventh, day);
    await putLine(payer, {
      creatorId: eleventh.creator.id, amountMinor: 30, kind: 'pledge_days', pledge: { id: pledgeId, fromOn: '2027-07-01', untilOn: day }, now: before,
    });
    await inTransaction((tx) => recordConsent(tx, { fanId: payer.id, currency: 'USD', now: before }));
    for (const { creator } of offers.slice(0, 3)) {
      await tipOnTab({ key: newId(), creatorId: creator.id, wish: wishFor(50), now: before, payer: { personId: payer.personId, connection: newId() } });
    }
    await evening(sandbox(), eveningOn(day));
    const [made] = await readBills(payer.id);
    expect(made).toMatchObject({ status: 'paid', amountMinor: 1_280, lineCount: 15 });
    expect(made?.lines).toHaveLength(15);
    expect(await chargesOf(sandbox(), payer)).toMatchObject([{ amount: 1_280 }]);
    expect(made?.lines.reduce((sum, line) => sum + (line.feeShareMinor ?? 0), 0)).toBe(made?.processorFeeMinor);
    await expectSoundTabs();
    await expectEqualRecords(sandbox());
  });
});
