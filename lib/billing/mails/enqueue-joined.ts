import type { Tx } from '@/db/client';
import { formatMoment, type Day } from '@/lib/dates';
import { findMailbox, type FanMailbox } from '@/lib/fans';
import { enqueueMail } from '@/lib/mail';
import { formatMoney, type Currency } from '@/lib/money';
import { wordDays } from '@/lib/receipts';
import { absolute, drawMail } from './draw-mail';

/** A pledge that has begun, with the days that it paid for first. */
export type JoinedPledge = {
  id: string;
  creatorName: string;
  tierName: string;
  /** A month. */
  amountMinor: number;
  first: { amountMinor: number; fromOn: Day; untilOn: Day } | null;
};

/** The bill that comes next on the tab that these pledges are on. */
export type BillToCome = {
  fanId: string;
  currency: Currency;
  dueAt: Date | null;
  /** As it stands now. */
  amountMinor: number;
  /** Whether it is so small that it waits for the one after. */
  rollsOver: boolean;
};

/**
 * Confirms pledges that have begun to their fan, all in one mail.
 *
 * @param pledges of one tab, in the order in which they began; at least one
 * @returns whether a mail was enqueued
 */
export async function enqueueJoined(tx: Tx, pledges: JoinedPledge[], bill: BillToCome): Promise<boolean> {
  const mailbox = await findMailbox(tx, bill.fanId);
  const [one, ...others] = pledges;
  if (!mailbox || !one) return false;
  const sum = formatMoney(pledges.reduce((total, { amountMinor }) => total + amountMinor, 0), bill.currency);
  const title = `You pledge ${sum} a month to ${others.length === 0 ? one.creatorName : `${pledges.length} creators`}`;
  const mail = drawMail({
    // Each pledge begins once, so the first of them names the mail.
    key: `pledge_joined:${one.id}`,
    recipient: mailbox.email,
    subject: title,
    words: {
      title,
      paragraphs: [
        `${others.length === 0 ? 'It is' : 'All of it is'} open to you from now on. You can change, pause or cancel ${others.length === 0 ? 'it' : 'each'} at any time in your account.`,
        ...billWords(bill, mailbox),
      ],
      rows: pledges.map((each) => [each.creatorName, `${formatMoney(each.amountMinor, bill.currency)} a month`, underWords(each, bill.currency)]),
      total: ['A month', sum],
      button: { label: 'See or change your pledges', url: absolute('/account/pledges') },
      links: [
        { label: 'Your tab, a cap, another billing day', url: absolute('/account/tab') },
        { label: 'Use another card', url: absolute('/account/cards') },
      ],
    },
  });
  return mail !== null && (await enqueueMail(tx, mail));
}

function underWords({ tierName, first }: JoinedPledge, currency: Currency): string {
  return first === null ? tierName : `${tierName}; ${wordDays(first.fromOn, first.untilOn)}: ${formatMoney(first.amountMinor, currency)}`;
}

function billWords({ dueAt, amountMinor, currency, rollsOver }: BillToCome, reader: FanMailbox): string[] {
  if (dueAt === null || amountMinor === 0) return [];
  const [sum, day] = [formatMoney(amountMinor, currency), formatMoment(dueAt, reader)];
  return rollsOver
    ? [`Your tab comes to ${sum} on its next bill, ${day}. Of so little the card fee would take a large part, so it waits and is charged with the one after.`]
    : [`Your next bill comes on ${day}. As your tab stands now it is ${sum}, in one charge.`];
}
