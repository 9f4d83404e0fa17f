import type { Tx } from '@/db/client';
import { findMailbox } from '@/lib/fans';
import { enqueueMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { wordDay } from '@/lib/receipts';
import { absolute, drawMail } from './draw-mail';
import { enqueuePledgeWord } from './enqueue-pledge-word';
import { readPledge, type TellingPledge } from './read-pledge';

/**
 * Confirms to a fan in one mail that everything paused, or that it goes on, with a row for each
 * pledge; a single pledge has the mail that it would have alone. In the transaction in which it did.
 *
 * @param pledgeIds of one fan, in the order in which they are told; none: no mail
 * @param now business time
 */
export async function enqueuePauseWord(tx: Tx, pledgeIds: string[], occasion: 'paused' | 'resumed', now: Date): Promise<void> {
  const [first, ...others] = pledgeIds;
  if (first === undefined) return;
  if (others.length === 0) return enqueuePledgeWord(tx, first, occasion, now);
  const told: TellingPledge[] = [];
  for (const id of pledgeIds) told.push(...[await readPledge(tx, id)].filter((found) => found !== null));
  const mailbox = told[0] ? await findMailbox(tx, told[0].fanId) : null;
  if (!mailbox) return;
  const words = occasion === 'paused' ? pausedWords(told) : resumedWords(told);
  const mail = drawMail({
    key: `pledges_${occasion}:${first}:${now.getTime()}`,
    recipient: mailbox.email,
    subject: words.title,
    words: { ...words, button: { label: 'See your pledges', url: absolute('/account/pledges') } },
  });
  if (mail) await enqueueMail(tx, mail);
}

function pausedWords(told: TellingPledge[]) {
  return {
    title: `Your ${told.length} pledges are paused`,
    paragraphs: ['Nothing new is charged until you go on. What you have paid for stays open to you:'],
    rows: told.map((each): [string, string] => [nameOf(each), each.paidUntil === null ? 'Paused' : `until ${wordDay(each.paidUntil)}`]),
  };
}

function resumedWords(told: TellingPledge[]) {
  return {
    title: `Your ${told.length} pledges go on`,
    paragraphs: ['They cost what they did before.'],
    rows: told.map((each): [string, string] => [nameOf(each), `${formatMoney(each.amountMinor, each.currency)} a month`]),
  };
}

function nameOf({ creatorName, tierName }: TellingPledge): string {
  return `${creatorName} · ${tierName}`;
}
