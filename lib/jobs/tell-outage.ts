import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { jobPulse, person, reconcileCursor } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { env } from '@/lib/env';
import { enqueueMails, renderMail } from '@/lib/mail';
import { wake } from '@/lib/queue';

/** Shorter outages mend themselves: whatever was asked meanwhile is asked again. */
const PATIENCE_MS = 15 * MINUTE_MS;
/** How a run fails that has no answer of the processor (lib/stripe/errors.ts). */
const AWAY = 'ProcessorUnavailable';
/** The outage that admins were told of, by when it began; gone when they were told that it is over. */
const TOLD = 'outage';

/**
 * Tells every admin once that the processor has not answered for fifteen minutes, with what waits for it,
 * and once that it answers again. The job `reconcile` asks it every minute: its pulse says since when it failed.
 *
 * @param now real time
 * @returns how many mails were written
 */
export async function tellOutage(now: Date): Promise<number> {
  const mails = await inTransaction(async (tx) => {
    // Locked, so that two workers tell once.
    const [pulse] = await tx.select().from(jobPulse).where(eq(jobPulse.name, 'reconcile')).for('update');
    const [told] = await tx.select().from(reconcileCursor).where(eq(reconcileCursor.name, TOLD));
    const since = pulse?.failure === AWAY ? pulse.failingSince : null;
    if (since && !told && since <= addMilliseconds(now, -PATIENCE_MS)) {
      await tx.insert(reconcileCursor).values({ name: TOLD, readUntil: since });
      return tell(tx, `outage:${since.toISOString()}`, await awayWords(tx, minutesOf(since, now)));
    }
    if (!told || pulse?.failure !== null) return 0;
    await tx.delete(reconcileCursor).where(eq(reconcileCursor.name, TOLD));
    return tell(tx, `outage-over:${told.readUntil.toISOString()}`, overWords(minutesOf(told.readUntil, now)));
  });
  if (mails > 0) wake('outbox');
  return mails;
}

function minutesOf(since: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / MINUTE_MS);
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
}

type Words = { subject: string; paragraphs: string[]; path: string; button: string };

async function awayWords(tx: Tx, minutes: string): Promise<Words> {
  return {
    subject: `Stripe has not answered for ${minutes}`,
    paragraphs: [
      `Every try of the last ${minutes} failed. ${await dueWords(tx)}`,
      'Nothing is lost: all of it is written down and goes on by itself when Stripe answers. Look at status.stripe.com first; if all is well there, look at this server’s network and at the key of Stripe.',
    ],
    button: 'See the jobs', path: '/admin/jobs',
  };
}

async function dueWords(tx: Tx): Promise<string> {
  const { rows: [due] } = await tx.execute<Record<'bills' | 'refunds' | 'payouts', number>>(sql`
    select (select count(*)::int from bill where status = 'due') as bills, (select count(*)::int from refund where status = 'asked') as refunds,
      (select count(*)::int from payout where status = 'approved') as payouts`);
  const waiting = ([['bill', due?.bills], ['refund', due?.refunds], ['payout', due?.payouts]] as const)
    .flatMap(([what, count]) => (count ? [`${count} ${what}${count === 1 ? '' : 's'}`] : []));
  if (waiting.length === 0) return 'Only the comparison of the books waits for it.';
  return `What waits for it: ${waiting.join(', ')}, and the comparison of the books.`;
}

function overWords(minutes: string): Words {
  return {
    subject: 'Stripe answers again',
    paragraphs: [`It was away for about ${minutes}. What waited goes on by itself, and what was missed is fetched.`],
    button: 'See whether both sides agree', path: '/admin/reconciliation',
  };
}

async function tell(tx: Tx, key: string, { subject, paragraphs, path, button }: Words): Promise<number> {
  const admins = await tx.select({ id: person.id, email: person.email }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
  const words = renderMail({
    title: subject, paragraphs, button: { label: button, url: new URL(path, env().APP_URL).href },
    foot: 'You get this mail because you are an admin here: one when it begins, one when it is over.',
  });
  return enqueueMails(tx, admins.flatMap(({ id, email }) => (email ? [{ key: `${key}:${id}`, recipient: email, subject, ...words }] : [])));
}
