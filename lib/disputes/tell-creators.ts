import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { env } from '@/lib/env';
import { refundShares } from '@/lib/income';
import { enqueueMails, renderMail, type Mail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import type { DisputeNews } from '@/lib/payments';

/** A creator whose gift is disputed: what of it the bank has now, and the most that it had. Minor units. */
type Hit = { creatorId: string; email: string; keptMinor: number; mostMinor: number };

/**
 * Tells creators that a bank took a gift of theirs back, and how that ended, in the transaction that posts
 * it. An inquiry moves no money and is not worth a fright, nor is what the operator bears. Each movement of
 * the money is told once.
 */
export async function tellCreators(tx: Tx, news: readonly DisputeNews[]): Promise<void> {
  for (const each of news) {
    const hits = await readHits(tx, each);
    await enqueueMails(tx, hits.flatMap((hit) => {
      const said = whatHappened(each, hit);
      return said ? [{ key: `dispute:${said.kind}:${each.dispute.id}:${hit.creatorId}:${said.movement}`, recipient: hit.email, ...wordsOf(said.kind, each, hit) }] : [];
    }));
  }
}

/** What there is to say, and the movement that makes it so; null for nothing yet. */
function whatHappened({ dispute: { status, withdrawnBy }, returnedBy }: DisputeNews, { keptMinor, mostMinor }: Hit): { kind: keyof typeof WORDS; movement: string } | null {
  const isBack = keptMinor < mostMinor;
  if (status !== 'won' && status !== 'lost') return keptMinor > 0 && withdrawnBy ? { kind: 'opened', movement: withdrawnBy } : null;
  if (keptMinor > 0 && isBack) return { kind: 'in_part', movement: `${withdrawnBy}:${returnedBy}` };
  if (isBack) return returnedBy === null ? null : { kind: 'won', movement: returnedBy };
  return keptMinor > 0 && status === 'lost' && withdrawnBy ? { kind: 'lost', movement: withdrawnBy } : null;
}

type Row = Record<'creatorId' | 'email', string> & Record<'kept' | 'most', string>;
type TipRow = Record<'creatorId' | 'email', string> & Record<'gross' | 'tip' | 'fee' | 'refunded', string>;

/** Of a tip its creator, for what was theirs of it; of a bill everybody whose line was taken of. */
async function readHits(tx: Tx, { payment, dispute }: DisputeNews): Promise<Hit[]> {
  if (payment.purpose === 'tip') return readTipHit(tx, { payment, dispute });
  const { rows } = await tx.execute<Row>(sql`
    select c.id as "creatorId", p.email, sum(x.amount_minor)::text as kept, sum(x.most_minor)::text as most
    from dispute_line x join tab_line l on l.id = x.line_id join creator c on c.id = l.creator_id join person p on p.id = c.person_id
    where x.dispute_id = ${dispute.id} and p.email is not null group by 1, 2 order by 1`);
  return rows.map(({ kept, most, ...row }) => ({ ...row, keptMinor: Number(kept), mostMinor: Number(most) }));
}

/** The tip for the platform was never the creator's: its part of what is disputed is not named to them. */
async function readTipHit(tx: Tx, { payment, dispute }: Pick<DisputeNews, 'payment' | 'dispute'>): Promise<Hit[]> {
  const { rows } = await tx.execute<TipRow>(sql`
    select c.id as "creatorId", p.email, t.gross_minor::text as gross, t.platform_tip_minor::text as tip, t.platform_fee_minor::text as fee, t.refunded_minor::text as refunded
    from tip t join creator c on c.id = t.creator_id join person p on p.id = c.person_id where t.payment_id = ${payment.id} and p.email is not null`);
  const { takenMinor, excessMinor } = { ...dispute, ...(await readExcess(tx, dispute.id)) };
  return rows.map(({ creatorId, email, gross, tip, fee, refunded }) => {
    const of = { grossMinor: Number(gross), platformTipMinor: Number(tip), platformFeeMinor: Number(fee) };
    const theirs = (doneMinor: number) => doneMinor - refundShares(of, doneMinor).platformTipMinor;
    const before = Number(refunded);
    const mostMinor = Math.min(dispute.amountMinor, of.grossMinor + of.platformTipMinor - before);
    return { creatorId, email, keptMinor: theirs(before + takenMinor - excessMinor) - theirs(before), mostMinor: theirs(before + mostMinor) - theirs(before) };
  });
}

/** What nobody's gift bears, as its posting has just found. */
async function readExcess(tx: Tx, disputeId: string): Promise<{ excessMinor: number }> {
  const { rows: [row] } = await tx.execute<{ excess: string }>(sql`select excess_minor::text as excess from dispute where id = ${disputeId}`);
  return { excessMinor: Number(row?.excess ?? 0) };
}

function wordsOf(kind: keyof typeof WORDS, { dispute: { currency } }: DisputeNews, { keptMinor, mostMinor }: Hit): Omit<Mail, 'key' | 'recipient'> {
  const words = WORDS[kind](formatMoney(kind === 'won' ? mostMinor : keptMinor, currency), formatMoney(mostMinor - keptMinor, currency));
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
  in_part: (sum: string, back: string) => ({
    subject: `${back} is yours again, and the bank kept ${sum}`,
    paragraphs: [`The bank has decided in part. ${back} is back where it was; ${sum} stays with its customer. The fee for the dispute was ours.`],
  }),
  lost: (sum: string) => ({
    subject: `The bank kept ${sum}`,
    paragraphs: ['The bank has decided for its customer, so the gift is gone, and what it opened is closed. The fee for the dispute was ours.'],
  }),
} satisfies Record<string, (sum: string, back: string) => { subject: string; paragraphs: string[] }>;
