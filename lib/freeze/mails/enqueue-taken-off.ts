import type { Tx } from '@/db/client';
import type { Day } from '@/lib/dates';
import { env } from '@/lib/env';
import { findMailbox } from '@/lib/fans';
import { enqueueMail, renderMail } from '@/lib/mail';
import { formatMoney, type Currency } from '@/lib/money';
import { wordLine } from '@/lib/receipts';

/** A line that left a tab, or a bill that nobody had charged. */
export type TakenOff = {
  id: string;
  kind: 'tip' | 'pledge_days' | 'pledge_month' | 'pledge_raise';
  amountMinor: number;
  fromOn: Day | null;
  untilOn: Day | null;
  creatorName: string;
};

/** Tells a fan what they are not charged, because its page was suspended; in the transaction that takes it off. */
export async function enqueueTakenOff(tx: Tx, { fanId, currency }: { fanId: string; currency: Currency }, lines: readonly TakenOff[]): Promise<void> {
  const mailbox = await findMailbox(tx, fanId);
  const [first] = [...lines].sort((one, other) => (one.id < other.id ? -1 : 1));
  if (!mailbox || !first) return;
  const sum = formatMoney(lines.reduce((total, { amountMinor }) => total + amountMinor, 0), currency);
  const isOne = new Set(lines.map(({ creatorName }) => creatorName)).size === 1;
  const subject = `${sum} is off your tab`;
  await enqueueMail(tx, {
    key: `taken_off:${first.id}`,
    recipient: mailbox.email,
    subject,
    ...renderMail({
      title: subject,
      paragraphs: [
        `${isOne ? `The page ${first.creatorName} was` : 'Pages that you support were'} suspended, so you are not charged for this. You need to do nothing.`,
        'While a page is suspended nothing of a pledge to it is charged either. Should it come back, your pledge goes on with the next bill, unless you end it.',
      ],
      rows: lines.map((line) => [line.creatorName, formatMoney(line.amountMinor, currency), wordLine(line)]),
      total: ['Not charged', sum],
      button: { label: 'See your tab', url: new URL('/account/tab', env().APP_URL).href },
    }),
  });
}
