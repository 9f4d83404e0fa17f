import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { env } from '@/lib/env';
import { enqueueMails, renderMail, type Mail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import type { DisputeNews } from '@/lib/payments';

/** A creator whose gift is disputed, and what of it their bank has. Minor units. */
type Hit = { creatorId: string; name: string; email: string; takenMinor: number };

/**
 * Tells creators that a bank took a gift of theirs back, and how that ended, in the transaction that posts
 * it. An inquiry moves no money and is not worth a fright. Each word is said once.
 */
export async function tellCreators(tx: Tx, news: readonly DisputeNews[]): Promise<void> {
  for (const each of news) {
    const { status } = each.dispute;
    const isOver = status === 'won' || status === 'lost';
    if (!isOver && each.dispute.withdrawnBy === null) continue;
    const hits = await readHits(tx, each);
    await enqueueMails(tx, hits.map((hit) => ({ key: `dispute:${isOver ? status : 'opened'}:${each.dispute.id}:${hit.creatorId}`, recipient: hit.email, ...wordsOf(each, hit) })));
  }
}

/** Of a tip its creator, for all of it; of a bill everybody whose line was taken of. */
async function readHits(tx: Tx, { payment, dispute }: DisputeNews): Promise<Hit[]> {
  const { rows } = await tx.execute<Omit<Hit, 'takenMinor'> & { taken: string }>(sql`
    select c.id as "creatorId", c.name, p.email, taken.minor::text as taken
    from (
      select t.creator_id, ${dispute.amountMinor}::bigint as minor from tip t where t.payment_id = ${payment.id}
      union all
      select l.creator_id, sum(x.amount_minor) from dispute_line x join tab_line l on l.id = x.line_id where x.dispute_id = ${dispute.id} group by 1
    ) taken
    join creator c on c.id = taken.creator_id join person p on p.id = c.person_id where p.email is not null order by c.id`);
  return rows.map(({ taken, ...row }) => ({ ...row, takenMinor: Number(taken) }));
}

function wordsOf({ dispute: { status, currency } }: DisputeNews, { takenMinor }: Hit): Omit<Mail, 'key' | 'recipient'> {
  const sum = formatMoney(takenMinor, currency);
  const words = WORDS[status === 'won' || status === 'lost' ? status : 'opened'](sum);
  return {
    subject: words.subject,
    ...renderMail({ title: words.subject, paragraphs: words.paragraphs, button: { label: 'Open your earnings', url: new URL('/dashboard', env().APP_URL).href } }),
  };
}

const WORDS = {
  opened: (sum: string) => ({
    subject: `A bank took back ${sum} of yours, for now`,
    paragraphs: [
      'Somebody told their bank that they did not make a payment that held a gift for you. The bank keeps the money until it has decided, so it is missing from your balance; what had been paid out already is a debt that your next income fills.',
      'We answer the bank. There is nothing that you have to do, and the fee for the dispute is ours. If we win, all is as before.',
    ],
  }),
  won: (sum: string) => ({ subject: `${sum} is yours again`, paragraphs: ['The bank has decided for us. The money is back where it was.'] }),
  lost: (sum: string) => ({
    subject: `The bank kept ${sum}`,
    paragraphs: ['The bank has decided for its customer, so the gift is gone, and what it opened is closed. The fee for the dispute was ours.'],
  }),
} satisfies Record<string, (sum: string) => { subject: string; paragraphs: string[] }>;
