import { sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { addDays } from '@/lib/dates';
import { log } from '@/lib/log';
import { enqueueMail, renderMail } from '@/lib/mail';
import { formatMoney, type Currency } from '@/lib/money';
import { tipMailLinks } from './enqueue-tip-words';

const BATCH = 100;

type Due = { id: string; email: string; currency: Currency; tips: number; gross: string; until: Date };

/**
 * Tells creators who asked for one mail a day of the tips up to the last midnight (UTC). Each row
 * remembers up to when it was told, so a run that comes late tells of all the days it missed, once;
 * who got no tip gets no mail.
 *
 * @param now business time
 * @returns how many mails were enqueued
 */
export async function tellDaily(now: Date): Promise<number> {
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  for (let told = 0, after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const batch = await inTransaction((tx) => tellBatch(tx, midnight, after));
    told += batch.told;
    if (!batch.last) return told;
    after = batch.last;
  }
}

async function tellBatch(tx: Tx, midnight: Date, after: string): Promise<{ told: number; last: string | null }> {
  const until = midnight.toISOString();
  const first = addDays(midnight, -1).toISOString();
  const { rows } = await tx.execute<Omit<Due, 'until'>>(sql`
    with due as (
      select c.id, c.currency, c.person_id, coalesce(c.tips_told_until, ${first}::timestamptz) as since from creator c
      where c.notify_tips = 'daily' and c.id > ${after}::uuid and coalesce(c.tips_told_until, ${first}::timestamptz) < ${until}::timestamptz
      order by c.id limit ${BATCH} for update of c
    ), told as (
      update creator c set tips_told_until = ${until}::timestamptz from due where c.id = due.id
    )
    select due.id, coalesce(p.email, '') as email, due.currency, sums.tips, sums.gross
    from due left join person p on p.id = due.person_id and p.status = 'active'
    cross join lateral (
      select count(*)::int as tips, coalesce(sum(t.gross_minor), 0)::text as gross from tip t
      where t.creator_id = due.id and t.received_at >= due.since and t.received_at < ${until}::timestamptz and t.status = 'received'
    ) as sums
    order by due.id`);
  let told = 0;
  for (const row of rows) if (row.tips > 0 && row.email) told += (await tell(tx, { ...row, until: midnight })) ? 1 : 0;
  return { told, last: rows.length === BATCH ? (rows.at(-1)?.id ?? null) : null };
}

async function tell(tx: Tx, { id, email, currency, tips, gross, until }: Due): Promise<boolean> {
  const links = tipMailLinks(id);
  const title = `${tips === 1 ? 'One tip' : `${tips} tips`}: ${formatMoney(Number(gross), currency)}`;
  try {
    const words = renderMail({
      title,
      paragraphs: ['That is what came in since the last of these mails, before fees.'],
      rows: [['Tips', String(tips)]],
      total: ['Together', formatMoney(Number(gross), currency)],
      button: { label: 'See them in your dashboard', url: `${links.base}/dashboard/tips` },
      foot: `You get at most one such mail a day. Stop these mails: ${links.stop}`,
    });
    const key = `tips:${id}:${until.toISOString().slice(0, 10)}`;
    return await enqueueMail(tx, { key, recipient: email, subject: title, ...words, unsubscribeUrl: links.oneClick });
  } catch (error) {
    log.error('daily_mail.not_drawn', error, { creator: id });
    return false;
  }
}
