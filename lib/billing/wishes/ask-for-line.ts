import { and, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, fan, person, refundWish, tabLine } from '@/db/schema';
import { cleanText } from '@/lib/forms';
import { isId } from '@/lib/ids';
import { enqueueMails } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { NothingToRefund } from '@/lib/payments';
import { openMinor } from '../ask-line-refund';
import { LineNotFound, WishedAlready, WishWordsTooLong } from '../errors';
import { WISH_WORDS_MOST } from '../input';
import { absolute, drawMail } from '../mails/draw-mail';
import { readRefundableLines } from '../refund-rows';

type Asked = { lineId: string; personId: string; words: string; now: Date };

/**
 * Asks the creator of a line of one's own paid bill to give it back. Nothing moves: the creator grants it
 * by the refund that they can always make, or declines it with words. Once for each line.
 *
 * @param asked.now business time
 * @throws LineNotFound, NothingToRefund, WishedAlready, WishWordsTooLong
 */
export async function askForLine(asked: Asked): Promise<{ billId: string }> {
  const words = cleanText(asked.words, { lines: true });
  if ([...words].length > WISH_WORDS_MOST) throw new WishWordsTooLong(WISH_WORDS_MOST);
  return inTransaction((tx) => write(tx, asked, words));
}

async function write(tx: Tx, asked: Asked, words: string): Promise<{ billId: string }> {
  const own = await findOwn(tx, asked);
  const line = (await readRefundableLines(tx, own.billId)).find(({ id }) => id === asked.lineId);
  if (!line || openMinor(line) === 0) throw new NothingToRefund();
  const written = await tx
    .insert(refundWish)
    .values({ lineId: asked.lineId, fanId: own.fanId, creatorId: own.creatorId, words: words || null, status: 'open', createdAt: asked.now })
    .onConflictDoNothing()
    .returning({ id: refundWish.lineId });
  if (written.length === 0) throw new WishedAlready();
  const sum = formatMoney(openMinor(line), line.currency);
  const subject = `A fan asks for ${sum} back`;
  const mail = own.email && drawMail({
    key: `refund_wish:${asked.lineId}`,
    recipient: own.email,
    subject,
    words: {
      title: subject,
      paragraphs: [
        'It is a line of a bill that they paid. You decide: give it back, or say why not.',
        ...(words ? [`They write: ${words}`] : []),
      ],
      button: { label: 'Look at it', url: absolute(`/dashboard/supporters/${asked.lineId}`) },
    },
  });
  await enqueueMails(tx, mail ? [mail] : []);
  return { billId: own.billId };
}

/** A collected line of this person's, theirs or a guest's that they joined, with its creator's address. */
async function findOwn(tx: Tx, { lineId, personId }: Asked): Promise<{ billId: string; fanId: string; creatorId: string; email: string | null }> {
  const [found] = !isId(lineId) ? [] : await tx
    .select({ billId: tabLine.billId, fanId: tabLine.fanId, creatorId: tabLine.creatorId, email: person.email })
    .from(tabLine)
    .innerJoin(fan, eq(fan.id, tabLine.fanId))
    .innerJoin(creator, eq(creator.id, tabLine.creatorId))
    .leftJoin(person, eq(person.id, creator.personId))
    .where(and(eq(tabLine.id, lineId), eq(fan.personId, personId), eq(tabLine.status, 'collected')));
  if (!found?.billId) throw new LineNotFound();
  return { ...found, billId: found.billId };
}
