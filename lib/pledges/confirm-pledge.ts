import { and, eq, ne } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { card, entitlement, fan, person, tab as tabTable } from '@/db/schema';
import { defaultCard, findFan, recordConsent, type Fan } from '@/lib/fans';
import { deriveId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { addLine, eveningOf, findBillInCollection, lockTab, requireCapForMonths, scheduleTab, TabPaused, type Tab, type TabLine } from '@/lib/tab';
import { liveOf } from './drop-guest';
import { closeEntitlement } from './entitlements';
import { AlreadyPledged, ConfirmLinkGone, OtherMailbox, OwnPage, PledgeNotNow } from './errors';
import { findLivePledge, readFan } from './find-pledge';
import { findGuest, ownsMailbox, ownsPage } from './guest-link';
import { noteJoined } from './note-joined';
import { moveTo, type Pledge } from './start-days';
import { withdrawOpenLines } from './withdraw-open-lines';

type Asked = { token: string; personId: string; now: Date };

/** Whose it is now, and whether what could not be charged so far may be tried with its card at once. */
export type Confirmed = { fanId: string; status: Pledge['status']; hasNewCard: boolean };

/**
 * Joins a guest's pledge, card and consent to the account of the mailbox's owner. Who had no tab
 * gets the guest's row as their own. Into a tab that is there already the pledge moves: days that
 * are on no bill yet leave the guest's tab and come on the account's, with the same days and sums;
 * what was billed stays where it is and is shown in the account.
 *
 * @param asked.now business time
 * @throws ConfirmLinkGone, OtherMailbox, OwnPage, AlreadyPledged, PledgeNotNow, and every refusal of
 *   lib/tab's `addLine`
 */
export async function confirmPledge(asked: Asked): Promise<Confirmed> {
  const confirmed = await inTransaction((tx) => confirm(tx, asked));
  if (confirmed.status === 'waiting') wake('billing');
  return confirmed;
}

async function confirm(tx: Tx, { token, personId, now }: Asked): Promise<Confirmed> {
  // Two links of one person are confirmed one after the other.
  await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for('no key update');
  const guest = await lockGuest(tx, token, now);
  if (!(await ownsMailbox(tx, personId, guest.email ?? ''))) throw new OtherMailbox();
  const [of] = await liveOf(tx, guest.id);
  if (!of) throw new ConfirmLinkGone();
  if (await ownsPage(tx, personId, of.creatorId)) throw new OwnPage();
  const own = await findFan(tx, personId);
  const moved = own ? await moveInto(tx, guest, own, of, now) : await become(tx, guest, of, personId, now);
  await noteJoined(tx, of.id, now);
  return moved;
}

async function lockGuest(tx: Tx, token: string, now: Date): Promise<Fan> {
  const found = await findGuest(tx, token, now);
  const [guest] = found ? await tx.select().from(fan).where(and(eq(fan.id, found.id), eq(fan.status, 'unproven'))).for('no key update') : [];
  if (!guest) throw new ConfirmLinkGone();
  return guest;
}

/** The guest's row becomes the person's own: nothing need move. */
async function become(tx: Tx, guest: Fan, of: Pledge, personId: string, now: Date): Promise<Confirmed> {
  await tx
    .update(fan)
    .set({ status: 'proven', personId, provenAt: now, email: null, confirmTokenHash: null, confirmUntil: null })
    .where(eq(fan.id, guest.id));
  return { fanId: guest.id, status: of.status, hasNewCard: false };
}

async function moveInto(tx: Tx, guest: Fan, own: Fan, of: Pledge, now: Date): Promise<Confirmed> {
  const live = await findLivePledge(tx, own.id, of.creatorId);
  if (live) throw new AlreadyPledged('this creator');
  // Asked behind the lock: a bill made in between would keep the lines and lose the card.
  const left = await lockTab(tx, guest.id, of.currency, now);
  if (await findBillInCollection(tx, guest.id, of.currency)) {
    throw new PledgeNotNow('This pledge is being charged right now. Please try again when that is done.');
  }
  const withdrawn = await withdrawOpenLines(tx, of.id, now);
  await takeDays(tx, guest, left, own, now);
  await requireMonth(tx, own.id, of, now);
  const hasNewCard = await moveCards(tx, guest, own);
  await recordConsent(tx, { fanId: own.id, currency: of.currency, now });
  await tx
    .update(fan)
    .set({ status: 'joined', personId: own.personId, provenAt: now, email: null, confirmTokenHash: null, confirmUntil: null })
    .where(eq(fan.id, guest.id));
  const moved = await moveTo(tx, of, { status: of.status, fanId: own.id });
  await tx.update(entitlement).set({ fanId: own.id }).where(eq(entitlement.pledgeId, of.id));
  const waits = await writeAnew(tx, own.id, moved, withdrawn, now);
  const { status } = waits ? await waitForCharge(tx, moved, now) : moved;
  return { fanId: own.id, status, hasNewCard };
}

/** Days that are paid already pass no cap, but the months after them would. */
async function requireMonth(tx: Tx, fanId: string, of: Pledge, now: Date): Promise<void> {
  const [joined, tab] = [await readFan(tx, fanId), await lockTab(tx, fanId, of.currency, now)];
  const { billingDay } = joined;
  if (billingDay !== null) await requireCapForMonths(tx, { ...joined, billingDay }, tab, of.nextAmountMinor ?? of.amountMinor, now);
}

/** An account that never had a line takes the guest's days over: else nobody would bill it when nothing is open. */
async function takeDays(tx: Tx, guest: Fan, { currency, nextBillOn }: Tab, own: Fan, now: Date): Promise<void> {
  const tab = await lockTab(tx, own.id, currency, now);
  if (tab.pausedAt) throw new TabPaused();
  if (tab.nextBillOn !== null) return;
  if (own.billingDay !== null || guest.billingDay === null || nextBillOn === null) {
    await scheduleTab(tx, own, tab, now);
    return;
  }
  await tx.update(fan).set({ billingDay: guest.billingDay }).where(eq(fan.id, own.id));
  await tx
    .update(tabTable)
    .set({ nextBillOn, nextBillAt: eveningOf(nextBillOn, own.timeZone, now) })
    .where(and(eq(tabTable.fanId, own.id), eq(tabTable.currency, currency)));
}

/**
 * A card that works stays the one that is charged; the guest's comes beside it.
 *
 * @returns whether the guest's is charged from now on
 */
async function moveCards(tx: Tx, guest: Fan, own: Fan): Promise<boolean> {
  const kept = await defaultCard(tx, own.id);
  const isNeeded = kept?.status !== 'good';
  if (isNeeded) await tx.update(card).set({ isDefault: false }).where(eq(card.fanId, own.id));
  const moves = and(eq(card.fanId, guest.id), ne(card.status, 'removed'));
  const moved = await tx.update(card).set(isNeeded ? { fanId: own.id } : { fanId: own.id, isDefault: false }).where(moves);
  return isNeeded && (moved.rowCount ?? 0) > 0;
}

/** @returns whether one of the lines would pass the account's limit and waits for its charge */
async function writeAnew(tx: Tx, fanId: string, of: Pledge, lines: TabLine[], now: Date): Promise<boolean> {
  let isWaiting = false;
  for (const line of lines) {
    if (line.fromOn === null || line.untilOn === null) continue;
    const tab = await lockTab(tx, fanId, of.currency, now);
    const { waits } = await addLine(tx, await readFan(tx, fanId), tab, {
      key: deriveId(line.id, 'joined'),
      creatorId: line.creatorId,
      kind: line.kind,
      amountMinor: line.amountMinor,
      pledge: { id: of.id, fromOn: line.fromOn, untilOn: line.untilOn },
      now,
    });
    isWaiting ||= waits;
  }
  return isWaiting;
}

/** Its access waits with it: what nobody has paid and nobody owes opens nothing. */
async function waitForCharge(tx: Tx, of: Pledge, now: Date): Promise<Pledge> {
  await closeEntitlement(tx, of.id, 'changed', now);
  return moveTo(tx, of, { status: 'waiting' });
}
