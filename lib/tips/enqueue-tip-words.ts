import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, person } from '@/db/schema';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { enqueueMail, renderMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import type { Payment } from '@/lib/payments';
import { toSums } from './tip-sums';
import type { TipWithCreator } from './tip-rows';
import { unsubscribeToken } from './unsubscribe-link';

/** What the processor booked: for the whole charge of a direct tip, for the tip's share of a bill. */
type Fee = Pick<Payment, 'processorFeeMinor'>;

/**
 * Enqueues word of received tips to those creators who want it for each, in the transaction that
 * posts them. It says of the fan what the fan chose to show: of an anonymous one, nothing.
 */
export async function enqueueTipWords(tx: Tx, received: { tip: TipWithCreator; payment: Fee }[]): Promise<void> {
  if (received.length === 0) return;
  const addresses = await readAddresses(tx, [...new Set(received.map(({ tip }) => tip.creatorId))]);
  for (const { tip, payment } of received) {
    const recipient = addresses.get(tip.creatorId);
    const mail = recipient && render(tip, payment);
    if (mail) await enqueueMail(tx, { key: `tip:${tip.id}`, recipient, ...mail });
  }
}

async function readAddresses(tx: Tx, creatorIds: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: creator.id, email: person.email })
    .from(creator)
    .innerJoin(person, eq(person.id, creator.personId))
    .where(and(inArray(creator.id, creatorIds), eq(creator.notifyTips, 'each'), eq(person.status, 'active')));
  return new Map(rows.flatMap(({ id, email }) => (email ? [[id, email]] : [])));
}

/** Words that people typed must never be able to stop the money: a mail that cannot be drawn is logged. */
function render(tip: TipWithCreator, payment: Fee) {
  const links = tipMailLinks(tip.creatorId);
  const sums = toSums(tip, payment.processorFeeMinor);
  const money = (minor: number) => formatMoney(minor, tip.currency);
  const name = tip.visibility === 'anonymous' ? null : tip.displayName;
  const title = `${name ?? 'Somebody'} tipped you ${money(tip.grossMinor)}`;
  try {
    const words = renderMail({
      title,
      paragraphs: tip.message ? [`“${tip.message}”`] : [],
      rows: [
        ['Tip', money(tip.grossMinor)],
        [sums.isActual ? 'Card fee' : 'Card fee, about', money(0 - sums.processorFeeMinor)],
        ['Tuppence fee', money(0 - sums.platformFeeMinor)],
      ],
      total: ['You receive', money(sums.netMinor)],
      button: { label: 'See it in your dashboard', url: `${links.base}/dashboard/tips/${tip.id}` },
      foot: `You get a mail for each tip. Stop these mails: ${links.stop}`,
    });
    return { subject: title, ...words, unsubscribeUrl: links.oneClick };
  } catch (error) {
    log.error('tip_mail.not_drawn', error, { tip: tip.id });
    return null;
  }
}

/** Where a mail about tips leads: the site, the page that ends such mail, and where one POST does. */
export function tipMailLinks(creatorId: string): { base: string; stop: string; oneClick: string } {
  const base = env().APP_URL.replace(/\/$/, '');
  const token = unsubscribeToken(creatorId);
  return { base, stop: `${base}/unsubscribe/${token}`, oneClick: `${base}/api/unsubscribe/${token}` };
}
