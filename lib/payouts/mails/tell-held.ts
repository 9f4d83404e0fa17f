import type { Tx } from '@/db/client';
import { formatMoney } from '@/lib/money';
import type { PayoutWithCreator } from '../payout-rows';
import { mailCreator, payoutUrl, whereToAnswer } from './draw-mail';

/** Tells a creator that a payout is on hold, and why. It may be put on hold more than once. */
export async function tellHeld(tx: Tx, held: PayoutWithCreator, { reason, now }: { reason: string; now: Date }): Promise<void> {
  const sum = formatMoney(held.amountMinor, held.currency);
  await mailCreator(tx, {
    key: `payout_held:${held.id}:${now.getTime()}`,
    recipient: held.email,
    subject: `Your payout of ${sum} is on hold`,
    words: {
      title: `Your payout of ${sum} is on hold`,
      paragraphs: [`The reason: ${reason}`, 'The money stays reserved for you. You may cancel the payout on your dashboard; then it is available again.', ...(await whereToAnswer(tx))],
      button: { label: 'See the payout', url: payoutUrl(held.id) },
    },
  });
}
