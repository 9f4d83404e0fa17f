import type { Tx } from '@/db/client';
import { findMailbox } from '@/lib/fans';
import { enqueueMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { absolute, drawMail } from './draw-mail';
import { readPledge } from './read-pledge';

/**
 * Asks the mailbox that a guest typed whether the pledge is theirs: the link joins it to an account
 * or refuses it. It goes out whether the address is known here or not, so that nobody learns which.
 *
 * @param token of the guest's row; only its hash is kept anywhere else
 */
export async function enqueueConfirmPledge(tx: Tx, { fanId, token, pledgeId }: { fanId: string; token: string; pledgeId: string }): Promise<void> {
  const [mailbox, told] = [await findMailbox(tx, fanId), await readPledge(tx, pledgeId)];
  if (!mailbox || !told) return;
  const sum = formatMoney(told.amountMinor, told.currency);
  const title = `Is this pledge yours? ${sum} a month to ${told.creatorName}`;
  const mail = drawMail({
    key: `pledge_confirm:${fanId}`,
    recipient: mailbox.email,
    subject: title,
    words: {
      title: `Is this pledge yours?`,
      paragraphs: [
        `Somebody typed your address with a pledge of ${sum} a month to ${told.creatorName}, and their own card. If that was you, say so: the pledge and the card then stand in your account.`,
        'If it was not you, say no on the same page: the pledge ends, and the card is removed.',
      ],
      rows: [[told.creatorName, told.tierName]],
      total: ['A month', sum],
      button: { label: 'Join or refuse', url: absolute(`/pledges/confirm/${token}`) },
      foot: 'The link works for seven days; if nobody opens it, the pledge ends by itself.',
    },
  });
  if (mail) await enqueueMail(tx, mail);
}
