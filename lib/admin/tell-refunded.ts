import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { env } from '@/lib/env';
import { enqueueMails, renderMail } from '@/lib/mail';
import { formatMoney, type Currency } from '@/lib/money';

/**
 * Tells creators that we send something of theirs back to its fan, with the admin's reason, in the
 * transaction that asks for it. Of a bill everybody whose line it names, of a tip its creator.
 */
export async function tellRefunded(tx: Tx, { refundId, reason }: { refundId: string; reason: string }): Promise<void> {
  const { rows } = await tx.execute<{ creatorId: string; email: string; minor: string; currency: Currency }>(sql`
    select c.id as "creatorId", p.email, taken.minor::text as minor, r.currency
    from refund r
    cross join lateral (
      select t.creator_id, r.amount_minor as minor from tip t where t.payment_id = r.payment_id
      union all
      select l.creator_id, sum(x.amount_minor) from refund_line x join tab_line l on l.id = x.line_id where x.refund_id = r.id group by 1
    ) taken
    join creator c on c.id = taken.creator_id join person p on p.id = c.person_id
    where r.id = ${refundId} and p.email is not null order by c.id`);
  await enqueueMails(tx, rows.map(({ creatorId, email, minor, currency }) => {
    const subject = `We give ${formatMoney(Number(minor), currency)} back to a fan of yours`;
    const words = renderMail({
      title: subject,
      paragraphs: [`The reason: ${reason}`, 'Our own fee goes back with it. The card fee, which the payment processor keeps, stays a cost of yours; what is no longer in your balance is repaid from your next income.'],
      button: { label: 'Open your earnings', url: new URL('/dashboard', env().APP_URL).href },
    });
    return { key: `refund_by_admin:${refundId}:${creatorId}`, recipient: email, subject, ...words };
  }));
}
