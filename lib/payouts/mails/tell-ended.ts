import type { Tx } from '@/db/client';
import { isMoneyFrozen } from '@/lib/income';
import { formatMoney } from '@/lib/money';
import type { PayoutWithCreator } from '../payout-rows';
import { mailCreator, payoutUrl, whereToAnswer } from './draw-mail';

const words = {
  cancelled: { subject: 'was cancelled', after: 'What of it is still yours is available again. You can ask for it again at any time.' },
  denied: { subject: 'was denied', after: 'The money is yours still and available again. Put right what the reason names before you ask again.' },
  failed: { subject: 'could not be sent', after: 'The money is available again. Look at your payout account, then ask again.' },
} as const;

/** Of a page whose money stands still nothing is available, and nothing can be asked for. */
const FROZEN = 'The money lies in your balance, and cannot be asked for until an admin has decided about it.';

/** Tells a creator that a payout ended without their money leaving, and why. */
export async function tellEnded(tx: Tx, held: PayoutWithCreator, { to, reason }: { to: keyof typeof words; reason: string }): Promise<void> {
  const sum = formatMoney(held.amountMinor, held.currency);
  const { subject, after } = words[to];
  const isFrozen = await isMoneyFrozen(tx, held.creatorId);
  await mailCreator(tx, {
    key: `payout_ended:${held.id}`,
    recipient: held.email,
    subject: `Your payout of ${sum} ${subject}`,
    words: {
      title: `Your payout of ${sum} ${subject}`,
      paragraphs: [`The reason: ${reason}`, isFrozen ? FROZEN : after, ...(to === 'denied' ? await whereToAnswer(tx) : [])],
      button: { label: 'See the payout', url: payoutUrl(held.id) },
    },
  });
}
