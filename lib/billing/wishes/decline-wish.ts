import { and, eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { bill, creator, refundWish, tabLine } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { cleanText } from '@/lib/forms';
import { isId } from '@/lib/ids';
import { enqueueMails } from '@/lib/mail';
import { billPath } from '../bill-link';
import { findBillReceipt } from '../bill-receipt';
import { WishAnswerNeeded, WishNotFound } from '../errors';
import { WISH_WORDS_MOST } from '../input';
import { absolute, drawMail } from '../mails/draw-mail';

/**
 * Declines what a fan asked to have back, with words that the fan reads by mail and beside the line. Only
 * of one's own page. It stays the operator's right to give it back all the same.
 *
 * @param asked.now business time
 * @throws WishNotFound, WishAnswerNeeded
 */
export async function declineWish(asked: { lineId: string; creatorId: string; actorId: string; words: string; now: Date }): Promise<void> {
  const answer = cleanText(asked.words, { lines: true });
  const length = [...answer].length;
  if (length < 3 || length > WISH_WORDS_MOST) throw new WishAnswerNeeded(WISH_WORDS_MOST);
  if (!isId(asked.lineId)) throw new WishNotFound();
  await inTransaction(async (tx) => {
    const [declined] = await tx
      .update(refundWish)
      .set({ status: 'declined', answer, answeredBy: asked.actorId, answeredAt: asked.now })
      .where(and(eq(refundWish.lineId, asked.lineId), eq(refundWish.creatorId, asked.creatorId), eq(refundWish.status, 'open')))
      .returning();
    if (!declined) throw new WishNotFound();
    await recordAct(tx, { actorId: asked.actorId, action: 'wish.decline', subjectKind: 'line', subjectId: asked.lineId });
    const [of] = await tx
      .select({ billId: bill.id, name: creator.name })
      .from(tabLine).innerJoin(bill, eq(bill.id, tabLine.billId)).innerJoin(creator, eq(creator.id, tabLine.creatorId))
      .where(eq(tabLine.id, asked.lineId));
    const receipt = of && (await findBillReceipt(tx, of.billId, asked.now));
    if (!of || !receipt?.fan.email) return;
    const mail = drawMail({
      key: `refund_wish_declined:${asked.lineId}`,
      recipient: receipt.fan.email,
      subject: `${of.name} keeps what you asked to have back`,
      words: {
        title: `${of.name} has answered you`,
        paragraphs: [`They write: ${answer}`, 'If you think that this is wrong, write to us: the address stands in the imprint.'],
        button: { label: 'Open your bill', url: absolute(billPath(of.billId)) },
      },
    });
    await enqueueMails(tx, mail ? [mail] : []);
  });
}
