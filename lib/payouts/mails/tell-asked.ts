import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { formatMoney } from '@/lib/money';
import { readPayout } from '../payout-rows';
import { mailCreator, payoutUrl } from './draw-mail';

/** Tells a creator that a payout was asked for: also who did not ask learns of it in time to stop it. */
export async function tellAsked(tx: Tx, payoutId: string): Promise<void> {
  const asked = await readPayout(tx, payoutId);
  invariant(asked, 'a payout that was just written is there');
  const sum = formatMoney(asked.amountMinor, asked.currency);
  await mailCreator(tx, {
    key: `payout_asked:${asked.id}`,
    recipient: asked.email,
    subject: `Your payout of ${sum} waits for its review`,
    words: {
      title: `Your payout of ${sum} waits for its review`,
      paragraphs: [
        asked.askedBy === 'schedule' ? 'Your schedule asked for it.' : 'You asked for it on your dashboard. If that was not you, cancel it there now, and sign out everywhere.',
        'The money is reserved for it. A person looks at every payout before it leaves, usually within two days; a mail tells you when it does.',
      ],
      rows: [['Goes to', asked.account?.destination ?? 'your payout account'], ['What it costs', `${formatMoney(asked.costMinor, asked.currency)}, which we bear`]],
      total: ['You get', sum],
      button: { label: 'See or cancel it', url: payoutUrl(asked.id) },
    },
  });
}
