import type { Tx } from '@/db/client';
import { findMailbox } from '@/lib/fans';
import { formatMoment, type Day } from '@/lib/dates';
import { enqueueMail } from '@/lib/mail';
import { formatMoney, type Currency } from '@/lib/money';
import { wordDay, wordLine, type PaidFor } from '@/lib/receipts';
import { absolute, drawMail } from './draw-mail';

/** What the bill of a billing day is going to say. */
export type UpcomingBill = {
  fanId: string;
  currency: Currency;
  billingOn: Day;
  /** The moment in the evening at which it is charged. */
  dueAt: Date;
  lines: (PaidFor & { creatorName: string; amountMinor: number })[];
  /** Whether it is so small that it waits for the next, as the fan chose. */
  rollsOver: boolean;
};

/**
 * Lists a coming bill for its fan, three days before, with the links that change it: once for a
 * billing day. Nothing goes to who wants no notices, nor when there is nothing to charge.
 *
 * @returns whether a mail was enqueued
 */
export async function enqueueUpcomingBill(tx: Tx, upcoming: UpcomingBill): Promise<boolean> {
  const mailbox = await findMailbox(tx, upcoming.fanId);
  if (!mailbox?.wantsNotice || upcoming.lines.length === 0) return false;
  const sum = formatMoney(upcoming.lines.reduce((total, line) => total + line.amountMinor, 0), upcoming.currency);
  const day = wordDay(upcoming.billingOn);
  const title = upcoming.rollsOver ? `Nothing is charged on ${day}` : `On ${day}: ${sum}`;
  const mail = drawMail({
    key: `bill_notice:${upcoming.fanId}:${upcoming.currency}:${upcoming.billingOn}`,
    recipient: mailbox.email,
    subject: upcoming.rollsOver ? title : `Your bill on ${day}: ${sum}`,
    words: {
      title,
      paragraphs: [
        upcoming.rollsOver
          ? `Your bill would come to ${sum}, of which the card fee would take a large part. As you chose, it waits and is charged with the next one.`
          : `Your card is charged once, in the evening: ${formatMoment(upcoming.dueAt, mailbox)}. What you change before then is on it; tips until then come on top.`,
      ],
      rows: upcoming.lines.map((line) => [line.creatorName, formatMoney(line.amountMinor, upcoming.currency), wordLine(line)]),
      total: [upcoming.rollsOver ? 'On your tab' : 'In one charge', sum],
      button: { label: 'See your tab', url: absolute('/account/tab') },
      links: [
        { label: 'Change, pause or cancel a pledge', url: absolute('/account/pledges') },
        { label: 'Use another card', url: absolute('/account/cards') },
        { label: 'A cap, another day, or no such mails', url: absolute('/account/tab') },
      ],
    },
  });
  return mail !== null && (await enqueueMail(tx, mail));
}
