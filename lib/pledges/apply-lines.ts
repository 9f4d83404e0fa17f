import { asc, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { pledge } from '@/db/schema';
import { withdrawOpenLines } from './withdraw-open-lines';
import { endPledge } from './end-pledge';
import { endEntitlement, switchEntitlement } from './entitlements';
import { PledgeNotNow } from './errors';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import { noteJoined } from './note-joined';
import { moveTo, openDays, type Pledge } from './start-days';

/** A pledge's line as its bill knows it; others are passed over. */
export type PledgeLine = { id: string; pledgeId: string | null; fromOn: string | null; untilOn: string | null };

/**
 * What follows when a bill is paid: a pledge whose first days waited for this charge begins, and one
 * that was to pay more does. Lines that were on the tab before changed everything when they were put
 * there. Run twice it changes nothing.
 *
 * @param lines of the paid bill, whatever their kind
 * @param now business time
 */
export async function applyCollected(tx: Tx, lines: readonly PledgeLine[], now: Date): Promise<void> {
  for (const of of await pledgesOf(tx, lines)) {
    if (of.status === 'waiting') await begin(tx, of, lines, now);
    else if (isRaiseWaiting(of)) await raise(tx, of, lines, now);
  }
}

/**
 * What follows when the charge is refused that lines waited for: they are dropped, a pledge that
 * waited with them never begins, and one that was to pay more stays as it is.
 */
export async function applyDropped(tx: Tx, lines: readonly PledgeLine[], now: Date): Promise<void> {
  for (const of of await pledgesOf(tx, lines)) {
    if (of.status === 'waiting') {
      await endPledge(tx, of, 'card_refused', now);
      await enqueuePledgeWord(tx, of.id, 'ended', now);
    } else if (isRaiseWaiting(of)) {
      await moveTo(tx, of, { status: of.status, nextTierId: null, nextAmountMinor: null });
    }
  }
}

/**
 * What follows when a bill is given up: nothing that it should have paid stays open, and the pledges
 * on it end. Days of theirs that came on the tab since are taken off it.
 */
export async function applyWrittenOff(tx: Tx, lines: readonly PledgeLine[], now: Date): Promise<void> {
  for (const of of await pledgesOf(tx, lines)) {
    if (of.status === 'ended') continue;
    await withdrawOpenLines(tx, of.id, now);
    await endPledge(tx, of, 'written_off', now);
  }
}

async function begin(tx: Tx, of: Pledge, lines: readonly PledgeLine[], now: Date): Promise<void> {
  const paid = lines.find((line) => line.pledgeId === of.id && line.fromOn !== null);
  if (!paid?.fromOn || !paid.untilOn) return;
  await openDays(tx, of, { fromOn: paid.fromOn, untilOn: paid.untilOn }, now);
  await noteJoined(tx, of.id, now);
}

async function raise(tx: Tx, of: Pledge, lines: readonly PledgeLine[], now: Date): Promise<void> {
  const paid = lines.flatMap(({ pledgeId, untilOn }) => (pledgeId === of.id && untilOn !== null ? [untilOn] : []));
  const raised = await moveTo(tx, of, {
    status: of.status,
    tierId: of.nextTierId ?? of.tierId,
    amountMinor: of.nextAmountMinor ?? of.amountMinor,
    nextTierId: null,
    nextAmountMinor: null,
    paidUntil: [...paid, of.paidUntil ?? ''].sort().at(-1) ?? of.paidUntil,
  });
  await switchEntitlement(tx, raised);
  // It was cancelled or paused while the charge was under way: what that paid for is had to its end.
  if (raised.status !== 'active' && raised.paidUntil !== null) await endEntitlement(tx, of.id, raised.paidUntil);
  await enqueuePledgeWord(tx, of.id, 'changed', now);
}

/** The refusal of whatever would meet the charge of a raise. @throws PledgeNotNow */
export function requireNoRaise(of: Pledge): void {
  if (isRaiseWaiting(of)) throw new PledgeNotNow('A change of this pledge is being charged right now. Please try again in a minute.');
}

/** More is chosen only for at once; what is chosen for later is less. So more can only be waiting. */
export function isRaiseWaiting({ amountMinor, nextAmountMinor }: Pledge): boolean {
  return nextAmountMinor !== null && nextAmountMinor > amountMinor;
}

async function pledgesOf(tx: Tx, lines: readonly PledgeLine[]): Promise<Pledge[]> {
  const ids = [...new Set(lines.flatMap(({ pledgeId }) => (pledgeId === null ? [] : [pledgeId])))];
  if (ids.length === 0) return [];
  return tx.select().from(pledge).where(inArray(pledge.id, ids)).orderBy(asc(pledge.id)).for('update');
}
