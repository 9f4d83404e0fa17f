import { beforeAll, beforeEach, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { creator, mailMessage, moneyFreeze, payout, refund, suspension } from '@/db/schema';
import { liftPage, liftPerson, suspendPage, suspendPerson } from '@/lib/admin';
import { releaseHeldLines } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { findFreeze } from '@/lib/freeze';
import { isMoneyFrozen } from '@/lib/income';
import { runJob } from '@/lib/jobs';
import { balanceOf, type LedgerAccountKind } from '@/lib/ledger';
import { decideAppeal, decideMoney, findSuspension, writeAppeal } from '@/lib/moderation';
import { askPayout } from '@/lib/payouts';
import { releaseHeldTips } from '@/lib/tips';
import { addOffer } from '../../support/billing';
import { addPaidBill } from '../../support/line-refunds';
import { refusalOf } from '../../support/own-page';
import { addPayee } from '../../support/payees';
import { addPerson } from '../../support/people';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();
const reason = 'Looked at by hand';
let admin = '';
let other = '';
beforeAll(async () => {
  admin = (await addPerson({ isAdmin: true })).id;
  other = (await addPerson({ isAdmin: true })).id;
});
beforeEach(() => () => expectSoundTabs());

async function addPage() {
  const page = await addPayee(sandbox(), now());
  const [row] = await getDb().select().from(creator).where(eq(creator.id, page.creatorId));
  if (!row) throw new Error('the page is not there');
  return { ...page, owner: row.ledgerOwner, creator: row };
}
type Page = Awaited<ReturnType<typeof addPage>>;

async function tipped({ creatorId }: Page, amountMinor = 300) {
  const begun = await beginAndPay(creatorId, wishFor(amountMinor));
  await runJob('reconcile', now());
  return begun.tip.id;
}

/** Five tips of ten dollars that are available: of a new creator the newest stay as a reserve. */
async function available(page: Page) {
  for (let at = 0; at < 5; at += 1) await beginAndPay(page.creatorId, wishFor(1_000));
  await runJob('reconcile', now());
}

async function pursesOf({ owner }: Page) {
  const kinds: LedgerAccountKind[] = ['creator_held', 'creator_available', 'creator_reserved', 'creator_debt'];
  return Promise.all(kinds.map((kind) => balanceOf(getDb(), { kind, owner, currency: 'USD' })));
}

const suspend = (page: Page, ground: 'fraud' | 'other' = 'other') => suspendPage({ actorId: admin, creatorId: page.creatorId, ground, reason, now: now() });
const decide = (page: Page, verdict: 'release' | 'give_back') => decideMoney({ actorId: other, creatorId: page.creatorId, verdict, reason, now: now() });
const later = () => addDays(now(), 8);

test('what is held stays held while its page is suspended, and is released once that is lifted', async () => {
  const page = await addPage();
  await tipped(page);
  await suspend(page);
  await releaseHeldTips(later());
  expect(await pursesOf(page)).toEqual([261, 0, 0, 0]);
  await liftPage({ actorId: other, creatorId: page.creatorId, reason, now: now() });
  await releaseHeldTips(later());
  expect(await pursesOf(page)).toEqual([0, 261, 0, 0]);
  expect(await findFreeze(getDb(), page.creatorId)).toMatchObject({ status: 'released', decidedBy: other });
});

test('a payout that was not tried is cancelled, and none can be asked for', async () => {
  const page = await addPage();
  await available(page);
  await releaseHeldTips(later());
  const ask = () => askPayout({ creatorId: page.creatorId, currency: 'USD', askedBy: 'creator', now: later() });
  const id = await ask();
  expect((await pursesOf(page))[2]).toBeGreaterThan(0);
  await suspend(page);
  expect(await getDb().select({ status: payout.status }).from(payout).where(eq(payout.id, id))).toEqual([{ status: 'cancelled' }]);
  const [held, free, reserved] = await pursesOf(page);
  expect([held, reserved, (free ?? 0) > 4_000]).toEqual([0, 0, true]);
  expect(await refusalOf(ask())).toBe('PayoutPageSuspended');
  const [told] = await getDb().select().from(mailMessage).where(eq(mailMessage.key, `payout_ended:${id}`));
  expect(told?.bodyText.replaceAll(/\s+/g, ' ')).toContain('cannot be asked for until an admin has decided');
  expect(told?.bodyText).not.toContain('anew');
});

test('an admin may let the money go although the page stays away; then its owner can ask for it', async () => {
  const page = await addPage();
  await available(page);
  await suspend(page);
  await decide(page, 'release');
  expect(await isMoneyFrozen(getDb(), page.creatorId)).toBe(false);
  await releaseHeldTips(later());
  await askPayout({ creatorId: page.creatorId, currency: 'USD', askedBy: 'creator', now: later() });
  expect((await pursesOf(page))[2]).toBeGreaterThan(2_500);
  expect(await refusalOf(decide(page, 'give_back'))).toBe('MoneyNotFrozen');
});

test('what arrives after the decision goes back as well', async () => {
  const page = await addPage();
  const late = await beginAndPay(page.creatorId, wishFor(300));
  await suspend(page);
  await decide(page, 'give_back');
  await runJob('refunds', now());
  expect((await readTip(late.tip.id)).tip.status).toBe('pending');
  await runJob('reconcile', now());
  expect((await readTip(late.tip.id)).tip.status).toBe('received');
  await runJob('refunds', now());
  expect((await readTip(late.tip.id)).tip.status).toBe('refunded');
});

test('money of a fraud is never released to its page, unless the suspension itself is lifted', async () => {
  const page = await addPage();
  await tipped(page);
  await suspend(page, 'fraud');
  expect(await refusalOf(decide(page, 'release'))).toBe('OnlyGivenBack');
  await liftPage({ actorId: other, creatorId: page.creatorId, reason, now: now() });
  expect(await isMoneyFrozen(getDb(), page.creatorId)).toBe(false);
});

test('nothing is given back while an appeal waits, and a won one releases it', async () => {
  const page = await addPage();
  await tipped(page);
  await suspend(page);
  await writeAppeal({ personId: page.personId, body: 'It was me who took the pictures.', now: now() });
  expect(await refusalOf(decide(page, 'give_back'))).toBe('AppealWaits');
  const { appeal } = await findSuspension(getDb(), page.creatorId);
  await decideAppeal({ actorId: other, appealId: appeal?.id ?? '', verdict: 'lift', reason: 'They are', now: now() });
  expect(await findFreeze(getDb(), page.creatorId)).toMatchObject({ status: 'released', reason: 'They are' });
});

test('of two admins who decide at once the first decides, and an owner decides nothing about their own', async () => {
  const page = await addPage();
  await tipped(page);
  await suspend(page);
  expect(await refusalOf(decideMoney({ actorId: page.personId, creatorId: page.creatorId, verdict: 'release', reason, now: now() }))).toBe('OwnMatter');
  const outcomes = await Promise.allSettled([decide(page, 'give_back'), decide(page, 'give_back')]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a page goes with its owner: its money stands still, and moves when they are back, unless it is suspended for itself', async () => {
  const [page, own] = [await addPage(), await addPage()];
  await suspend(own);
  for (const { personId } of [page, own]) await suspendPerson({ actorId: admin, personId, reason, now: now() });
  expect(await Promise.all([page, own].map(({ creatorId }) => isMoneyFrozen(getDb(), creatorId)))).toEqual([true, true]);
  expect(await refusalOf(decide(page, 'release'))).toBe('OwnerCannotAsk');
  for (const { personId } of [page, own]) await liftPerson({ actorId: admin, personId, reason, now: now() });
  expect(await Promise.all([page, own].map(({ creatorId }) => isMoneyFrozen(getDb(), creatorId)))).toEqual([false, true]);
  const rows = await getDb().select().from(suspension).where(eq(suspension.creatorId, own.creatorId));
  expect(rows.map(({ withOwner, status }) => [withOwner, status]).sort()).toEqual([[false, 'standing'], [true, 'lifted']]);
  expect(await getDb().select().from(moneyFreeze).where(eq(moneyFreeze.creatorId, own.creatorId))).toHaveLength(1);
});

test('what is given back goes to those who gave it, from tips and from bills, and no other creator’s cent moves', async () => {
  const page = await addPage();
  const offer = await addOffer();
  const bystander = await addOffer();
  // What other tests decided is gone before.
  await runJob('refunds', now());
  // The page of the offer is the one that is suspended: its line stands beside another's on one bill.
  const tips = [await tipped(page), await tipped(page, 700)];
  const { lines } = await addPaidBill(sandbox(), [offer, bystander], '2027-09-10', [300, 400]);
  const frozen = { ...page, creatorId: offer.creator.id, owner: offer.creator.ledgerOwner };
  await releaseHeldLines(addDays(new Date('2027-09-10T20:01:00Z'), 8));
  const before = await balanceOf(getDb(), { kind: 'creator_available', owner: bystander.creator.ledgerOwner, currency: 'USD' });
  for (const each of [page, frozen]) {
    await suspend(each, 'fraud');
    await decide(each, 'give_back');
  }
  expect(await findFreeze(getDb(), page.creatorId)).toMatchObject({ status: 'returning', sums: [{ currency: 'USD', lines: 2 }] });
  const asked = (await getDb().select().from(refund)).length;
  await runJob('refunds', now());
  await runJob('refunds', now());
  for (const id of tips) expect((await readTip(id)).tip).toMatchObject({ status: 'refunded', heldMinor: 0, availableMinor: 0 });
  const refunds = await getDb().select().from(refund);
  expect([refunds.length - asked, refunds.every(({ status }) => status === 'succeeded')]).toEqual([3, true]);
  expect(lines).toHaveLength(2);
  expect(await balanceOf(getDb(), { kind: 'creator_available', owner: bystander.creator.ledgerOwner, currency: 'USD' })).toBe(before);
  expect((await pursesOf(page)).slice(0, 3)).toEqual([0, 0, 0]);
  expect((await pursesOf(frozen)).slice(0, 3)).toEqual([0, 0, 0]);
  expect(await findFreeze(getDb(), page.creatorId)).toMatchObject({ status: 'returning', sums: [] });
  await expectEqualRecords(sandbox());
});
