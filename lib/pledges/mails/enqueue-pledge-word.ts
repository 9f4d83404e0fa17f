import type { Tx } from '@/db/client';
import { findMailbox } from '@/lib/fans';
import { enqueueMail, type MailWords } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { wordDay } from '@/lib/receipts';
import { absolute, drawMail } from './draw-mail';
import { readPledge, type TellingPledge } from './read-pledge';

/** What happened to a pledge that its fan is told in writing at once; that one has begun is told by `noteJoined`. */
export type PledgeOccasion = 'changed' | 'paused' | 'resumed' | 'cancelled' | 'kept' | 'ended';

/** These ends were asked for by the same person a moment ago, or are told by another mail. */
const UNTOLD = ['refused', 'not_confirmed', 'written_off', 'refunded'];

/**
 * Confirms to a fan in writing what became of a pledge, in the transaction in which it did. Call it
 * once the pledge's row says so; a repeat at the same moment is the same mail.
 *
 * @param now business time
 */
export async function enqueuePledgeWord(tx: Tx, pledgeId: string, occasion: PledgeOccasion, now: Date): Promise<void> {
  const told = await readPledge(tx, pledgeId);
  if (!told || (occasion === 'ended' && UNTOLD.includes(told.endedReason ?? ''))) return;
  const mailbox = await findMailbox(tx, told.fanId);
  if (!mailbox) return;
  const { title, ...words } = WORDS[occasion](told);
  const mail = drawMail({
    key: `pledge_${occasion}:${pledgeId}:${now.getTime()}`,
    recipient: mailbox.email,
    subject: title,
    words: { title, ...words, button: { label: 'See your pledges', url: absolute('/account/pledges') } },
  });
  if (mail) await enqueueMail(tx, mail);
}

type Words = Pick<MailWords, 'title' | 'paragraphs' | 'rows' | 'total'>;

const WORDS: Record<PledgeOccasion, (told: TellingPledge) => Words> = {
  changed: (told) => ({
    title: `Your pledge to ${told.creatorName} is changed`,
    paragraphs: [
      told.nextAmountMinor === null || told.paidUntil === null
        ? `It is ${aMonth(told)} from now on.`
        : `Until ${wordDay(told.paidUntil)} it stays as it is paid; from then on it is ${formatMoney(told.nextAmountMinor, told.currency)} a month.`,
    ],
    rows: [[told.creatorName, told.nextTierName ?? told.tierName], ...nextBill(told)],
    total: ['A month', formatMoney(told.nextAmountMinor ?? told.amountMinor, told.currency)],
  }),
  paused: (told) => ({
    title: `Your pledge to ${told.creatorName} is paused`,
    paragraphs: [`Nothing is charged for it until you go on.${openWords(told)}`],
  }),
  resumed: (told) => ({
    title: `Your pledge to ${told.creatorName} goes on`,
    paragraphs: [`It is ${aMonth(told)}, as before.${paidWords(told)}`],
    rows: nextBill(told),
    total: ['A month', sumOf(told)],
  }),
  cancelled: (told) => ({
    title: `Your pledge to ${told.creatorName} is cancelled`,
    paragraphs: [`Nothing more is charged for it.${openWords(told)} Until then you can take it up again with one press.`],
  }),
  kept: (told) => ({
    title: `Your pledge to ${told.creatorName} stays`,
    paragraphs: [`It is no longer cancelled and goes on at ${aMonth(told)}.`],
    rows: nextBill(told),
    total: ['A month', sumOf(told)],
  }),
  ended: (told) => ({
    title: `Your pledge to ${told.creatorName} has ended`,
    paragraphs: [ENDED[told.endedReason ?? 'cancelled'] ?? ENDED.cancelled, 'Nothing more is charged for it.'],
  }),
};

const ENDED: Record<'cancelled' | 'card_refused' | 'card_not_saved' | 'creator_closed' | 'not_started', string> & Record<string, string> = {
  cancelled: 'The days that you paid for are over.',
  card_refused: 'Its first charge was refused by your bank, so it never began.',
  card_not_saved: 'It waited for a card, and none was saved.',
  creator_closed: 'The page has closed.',
  not_started: 'Once your card was saved, your tab took nothing new: it was paused, at its cap, or had an unpaid bill. So it never began.',
};

function sumOf({ amountMinor, currency }: TellingPledge): string {
  return formatMoney(amountMinor, currency);
}

function aMonth(told: TellingPledge): string {
  return `${sumOf(told)} a month`;
}

function nextBill({ nextBillOn }: TellingPledge): [string, string][] {
  return nextBillOn === null ? [] : [['Next bill', wordDay(nextBillOn)]];
}

function paidWords({ paidUntil, nextBillOn }: TellingPledge): string {
  if (paidUntil === null || nextBillOn === null) return '';
  return ` Your next bill comes on ${wordDay(nextBillOn)}.`;
}

function openWords({ paidUntil }: TellingPledge): string {
  return paidUntil === null ? '' : ` What you have paid for stays open to you until ${wordDay(paidUntil)}.`;
}
