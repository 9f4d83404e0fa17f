import type { Tx } from '@/db/client';
import { enqueueMails } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { opensNow } from '@/lib/pledges';
import { wordLine } from '@/lib/receipts';
import { billPath } from '../bill-link';
import { findBillReceipt } from '../bill-receipt';
import type { RefundableLine } from '../refund-rows';
import { absolute, drawMail } from './draw-mail';

/** A line, how much of it just went back, and what of it has by now. */
type RefundedLine = RefundableLine & { backMinor: number };

/**
 * Tells a fan what came back of their bill, of which lines, and what that closes; in the transaction
 * that posts it.
 *
 * @param now business time
 */
export async function enqueueBillRefunded(tx: Tx, { refundId, billId, lines }: { refundId: string; billId: string; lines: RefundedLine[] }, now: Date): Promise<void> {
  const receipt = await findBillReceipt(tx, billId, now);
  if (!receipt?.fan.email) return;
  const { bill: { currency }, fan: { email, timeZone } } = receipt;
  const sum = formatMoney(lines.reduce((total, { backMinor }) => total + backMinor, 0), currency);
  const ended = lines.filter((line) => line.refundedMinor === line.grossMinor && opensNow(line, timeZone, now));
  const names = [...new Set(ended.map(({ creatorName }) => creatorName))];
  const mail = drawMail({
    key: `bill_refund:${refundId}`,
    recipient: email,
    subject: `${sum} of your bill comes back`,
    words: {
      title: `${sum} comes back to you`,
      paragraphs: [
        'It goes to the way you paid. Banks show it within ten days.',
        ...(names.length > 0 ? [`What it had opened is closed now, and nothing more is charged for your pledge to ${inWords(names)}.`] : []),
      ],
      rows: lines.map((line) => [line.creatorName, formatMoney(line.backMinor, currency), wordLine(line)]),
      total: ['Comes back', sum],
      button: { label: 'Open your receipt', url: absolute(billPath(billId)) },
    },
  });
  await enqueueMails(tx, mail ? [mail] : []);
}

function inWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
