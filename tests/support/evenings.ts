import { asc, eq, like } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { mailMessage, pledge } from '@/db/schema';
import { claimCharges, draftBills } from '@/lib/billing';
import { dayOfMonth, plusDays, type Day } from '@/lib/dates';
import { chargePayment } from '@/lib/payments';
import { addDue, addOffer, addPayer, addTab, chargesOf, clockTo, monthAfter, readBills, retireTabs, tabOf, type Payer } from './billing';
import { DECLINED_LATER, WANTS_HOLDER } from './bills';
import { addTier, join, readPledge } from './pledges';
import { control } from './sandbox-controls';

type Sandbox = { url: string; port: number };

/** Has the next charges of somebody refused, for a reason that another try may mend unless one is named. */
export function declineNext(sandbox: Sandbox, { customerId }: Payer, times = 1, decline = 'insufficient_funds'): Promise<unknown> {
  return control(sandbox, 'POST', `/customers/${customerId}/decline`, { decline, times });
}

/** The day so many days later, or the next one after it that every month has: on such a day a month costs its price. */
export function laterDay(day: Day, days: number): Day {
  const later = plusDays(day, days);
  return dayOfMonth(later) <= 28 ? later : laterDay(later, 1);
}

/** Noon of a day that nobody else's evening or dunning falls on. */
export async function noonOf(sandbox: Sandbox, day: Day): Promise<Date> {
  await retireTabs();
  await getDb().execute(`update bill set next_attempt_at = null, lease_until = null, write_off_at = '2199-01-15' where status in ('due', 'failing')`);
  const noon = new Date(`${day}T12:00:00Z`);
  await clockTo(sandbox, noon);
  return noon;
}

/** An evening with every kind of bill: paid, refused softly, wanting its holder, without a card, too small. */
export async function addEvening(sandbox: Sandbox, day: Day): Promise<Payer[]> {
  const offers = await Promise.all([addOffer(), addOffer(), addOffer()]);
  const kinds: [string | null | undefined, number[]][] = [
    [undefined, [100, 200, 300]], [undefined, [400, 100]], [undefined, [700]], [WANTS_HOLDER, [500]], [null, [600]], [undefined, [100]], [undefined, [350, 150]],
  ];
  const payers: Payer[] = [];
  for (const [card, amounts] of kinds) payers.push(await addDue(sandbox, offers, day, amounts, { card }));
  for (const payer of payers.slice(6)) await declineNext(sandbox, payer);
  return payers;
}

/**
 * Bills of lines that would pass the limit and wait for their charge: with an older line, which is
 * paid with it, refused softly, or wants its holder; and alone, refused. Their own evening is a month away.
 */
export async function addWaiting(sandbox: Sandbox, now: Date): Promise<Payer[]> {
  const [small, dear] = [await addTier({ priceMinor: 600 }), await addTier({ priceMinor: 2_000 })];
  const payers: Payer[] = [];
  for (const [card, hasOlder] of [[undefined, true], [undefined, true], [WANTS_HOLDER, true], [DECLINED_LATER, false]] as const) {
    const payer = await addPayer(sandbox, { card, now });
    await addTab(payer, monthAfter(now.toISOString().slice(0, 10)));
    if (hasOlder) await join(payer, small, { now });
    await join(payer, dear, { now });
    payers.push(payer);
  }
  for (const payer of payers.slice(1, 2)) await declineNext(sandbox, payer);
  return payers;
}

/** Makes and charges all bills that are due, as a run does that dies before it hears one answer. */
export async function chargeUnheard(at: Date): Promise<void> {
  await draftBills(at);
  const claimed = await claimCharges(at, 'due', 100);
  for (const id of claimed?.paymentIds ?? []) await chargePayment(id, at);
}

/** All that bills decide of these payers, without ids and moments. */
export function resultOf(sandbox: Sandbox, payers: Payer[]) {
  return Promise.all(payers.map(async (payer) => {
    const { owedMinor, rolledBills, nextBillOn, limitMinor } = await tabOf(payer.id);
    const bills = await readBills(payer.id);
    return {
      tab: { owedMinor, rolledBills, limitMinor, goesOn: nextBillOn !== null },
      charges: (await chargesOf(sandbox, payer)).map(({ amount }) => amount),
      bills: await Promise.all(bills.map(async ({ id, status, amountMinor, failureKind, processorFeeMinor, nextAttemptAt, lines, payments }) => ({
        status, amountMinor, failureKind, processorFeeMinor, isTried: nextAttemptAt !== null, payments: payments.map((row) => row.status),
        // Sorted: which line of one moment comes first is nobody's decision.
        lines: lines.map((line) => [line.status, line.amountMinor, line.heldMinor, line.feeShareMinor].join(' ')).sort(), mails: await mailsOf(id),
      }))),
      pledges: await pledgesOf(payer),
    };
  }));
}

async function pledgesOf(payer: Payer) {
  const rows = await getDb().select({ id: pledge.id }).from(pledge).where(eq(pledge.fanId, payer.id)).orderBy(asc(pledge.id));
  return Promise.all(rows.map(async ({ id }) => {
    const { pledge: { status, endedReason }, open } = await readPledge(id);
    return { status, endedReason, opens: open === null ? 'nothing' : open.graceBillId === null ? 'all' : 'all, in grace' };
  }));
}

/** Which mails were written about a bill, each kind as often as it was. */
async function mailsOf(billId: string): Promise<string[]> {
  const rows = await getDb().select({ key: mailMessage.key }).from(mailMessage).where(like(mailMessage.key, `%${billId}%`));
  return rows.map(({ key }) => key.replaceAll(billId, '')).sort();
}
