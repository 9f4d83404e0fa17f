import type { Tx } from '@/db/client';
import { formatMoney } from '@/lib/money';
import type { PayoutWithCreator } from '../payout-rows';
import { mailCreator, payoutUrl } from './draw-mail';

/** Tells a creator that their money has left for their payout account. */
export async function tellSent(tx: Tx, sent: PayoutWithCreator): Promise<void> {
  const sum = formatMoney(sent.amountMinor, sent.currency);
  await mailCreator(tx, {
    key: `payout_sent:${sent.id}`,
    recipient: sent.email,
    subject: `Your payout of ${sum} is on its way`,
    words: {
      title: `Your payout of ${sum} is on its way`,
      paragraphs: ['It was approved and left for your payout account. Your bank usually has it within a few days; the dashboard says when.'],
      rows: [['Goes to', sent.destination ?? 'your payout account'], ['What it costs', `${formatMoney(sent.costMinor, sent.currency)}, which we bear`]],
      total: ['You get', sum],
      button: { label: 'See its statement', url: payoutUrl(sent.id) },
    },
  });
}

/** Tells a creator that the money came back from their payout account: all of a payout, or a part, and what they owed of it. */
export async function tellReturned(tx: Tx, payout: PayoutWithCreator, { reversalId, amountMinor, repaidMinor }: { reversalId: string; amountMinor: number; repaidMinor: number }): Promise<void> {
  const sum = formatMoney(amountMinor, payout.currency);
  const where = repaidMinor === 0 ? 'The money is available to you again.' : `${formatMoney(repaidMinor, payout.currency)} of it repaid what you owed; the rest is available to you again.`;
  await mailCreator(tx, {
    key: `payout_returned:${reversalId}`,
    recipient: payout.email,
    subject: `${sum} of your payout came back`,
    words: {
      title: `${sum} of your payout came back`,
      paragraphs: [`The transfer to your payout account was taken back. ${where}`, 'Look at your payout account before you ask for it again.'],
      button: { label: 'See the payout', url: payoutUrl(payout.id) },
    },
  });
}

/** Tells a creator that their bank sent a payout back; the money waits at the processor, in their balance there. */
export async function tellBankFailed(tx: Tx, payout: PayoutWithCreator, { stripePayoutId }: { stripePayoutId: string }): Promise<void> {
  const sum = formatMoney(payout.amountMinor, payout.currency);
  await mailCreator(tx, {
    key: `payout_bank_failed:${payout.id}:${stripePayoutId}`,
    recipient: payout.email,
    subject: `Your bank sent your payout of ${sum} back`,
    words: {
      title: `Your bank sent your payout of ${sum} back`,
      paragraphs: ['The money is safe: it lies in your balance at the payment processor and is sent again when your bank details are right.', 'Open your payout account and check them.'],
      button: { label: 'See the payout', url: payoutUrl(payout.id) },
    },
  });
}
