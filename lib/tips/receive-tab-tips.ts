import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, fan, tabLine, tip } from '@/db/schema';
import { countSupporters } from './count-supporters';
import { countTips } from './count-tips';
import { enqueueTipWords } from './enqueue-tip-words';
import { storeTips, type TipWithCreator } from './tip-rows';

/**
 * The tips of lines that a paid bill has collected are received: public where their fans chose so,
 * counted, and told to their creators. In the transaction of the settlement, which posts the money;
 * where it lies is written by `storeTabTipMoney`. A tip that is received already stays as it is.
 *
 * @param collected.lineIds lines of any kind; those that are no tips are passed over
 * @param collected.at business time of the charge
 */
export async function receiveTabTips(tx: Tx, collected: { lineIds: string[]; at: Date }): Promise<void> {
  const found = await readTabTips(tx, collected.lineIds);
  const received = found.filter(({ row }) => row.status === 'pending');
  if (received.length === 0) return;
  for (const { row, platformFeeMinor } of received) {
    Object.assign(row, { status: 'received', receivedAt: collected.at, platformFeeMinor });
  }
  const given = received.map(({ row, personId, feeShareMinor }) => ({
    tip: row,
    payment: { id: row.id, personId, payerEmail: null, processorFeeMinor: feeShareMinor },
  }));
  await countSupporters(tx, given);
  await storeTips(tx, given.map(({ tip: row }) => row));
  await countTips(tx, given.map(({ tip: row }) => ({ tip: row, sign: 1 })));
  await enqueueTipWords(tx, given);
}

type Found = { row: TipWithCreator; personId: string | null; platformFeeMinor: number; feeShareMinor: number | null };

/** The tips of these lines with whose they are, locked in id order like those of payments. */
async function readTabTips(tx: Tx, lineIds: string[]): Promise<Found[]> {
  if (lineIds.length === 0) return [];
  const rows = await tx
    .select({
      tip,
      owner: creator.ledgerOwner,
      creatorName: creator.name,
      handle: creator.handle,
      thankYou: creator.thankYou,
      art: creator.art,
      personId: fan.personId,
      platformFeeMinor: tabLine.platformFeeMinor,
      feeShareMinor: tabLine.feeShareMinor,
    })
    .from(tip)
    .innerJoin(creator, eq(creator.id, tip.creatorId))
    .innerJoin(tabLine, eq(tabLine.id, tip.lineId))
    .innerJoin(fan, sql`${fan.id} = ${tabLine.fanId}`)
    .where(inArray(tip.lineId, lineIds))
    .orderBy(asc(tip.id))
    .for('update', { of: tip });
  return rows.map(({ tip: row, personId, platformFeeMinor, feeShareMinor, ...of }) => ({
    row: { ...row, ...of }, personId, platformFeeMinor, feeShareMinor,
  }));
}
