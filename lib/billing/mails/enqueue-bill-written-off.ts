import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, person } from '@/db/schema';
import { enqueueMails, type Mail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { findBillReceipt, type BillReceipt } from '../bill-receipt';
import { absolute, drawMail, rowsOf } from './draw-mail';

/**
 * Tells of a bill that was given up: its fan, and each creator on it who wants mail. Call it once
 * its lines are written off. The creator learns the amount and of whom they may expect nothing; who
 * it was stays as the fan chose.
 *
 * @param now business time
 */
export async function enqueueBillWrittenOff(tx: Tx, billId: string, now: Date): Promise<void> {
  const receipt = await findBillReceipt(tx, billId, now);
  if (!receipt) return;
  const mails = [toFan(receipt), ...(await toCreators(tx, receipt))];
  await enqueueMails(tx, mails.filter((mail) => mail !== null));
}

function toFan(receipt: BillReceipt): Mail | null {
  const { bill, fan } = receipt;
  if (!fan.email) return null;
  const sum = formatMoney(bill.amountMinor, bill.currency);
  const title = `Your bill of ${sum} was given up`;
  return drawMail({
    key: `bill_written_off:${bill.id}`,
    recipient: fan.email,
    subject: title,
    words: {
      title,
      paragraphs: [
        'It could not be charged for three weeks. You owe nothing any more, and its link no longer takes a payment.',
        'The pledges on it have ended and what they opened is closed. You can join again whenever you like.',
      ],
      rows: rowsOf(receipt),
      total: ['Given up', sum],
      button: { label: 'See your pledges', url: absolute('/account/pledges') },
    },
  });
}

async function toCreators(tx: Tx, receipt: BillReceipt): Promise<(Mail | null)[]> {
  const lost = new Map<string, number>();
  for (const line of receipt.lines) {
    if (line.status === 'written_off') lost.set(line.creatorId, (lost.get(line.creatorId) ?? 0) + line.amountMinor);
  }
  if (lost.size === 0) return [];
  const owners = await tx
    .select({ id: creator.id, email: person.email })
    .from(creator)
    .innerJoin(person, eq(person.id, creator.personId))
    .where(and(inArray(creator.id, [...lost.keys()]), ne(creator.notifyTips, 'never'), eq(person.status, 'active')));
  return owners.map(({ id, email }) => {
    const sum = formatMoney(lost.get(id) ?? 0, receipt.bill.currency);
    const title = `${sum} could not be collected`;
    return email === null ? null : drawMail({
      key: `line_written_off:${receipt.bill.id}:${id}`,
      recipient: email,
      subject: title,
      words: {
        title,
        paragraphs: [
          `A supporter’s card was refused for three weeks, so ${sum} that stood as accrued was taken back. It was never collected, and no fee fell on it.`,
          'Their pledge has ended. Nothing else of yours is touched.',
        ],
        button: { label: 'See your supporters', url: absolute('/dashboard/supporters?state=left') },
      },
    });
  });
}
