import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { card, fan, fanConsent, person } from '@/db/schema';
import { newId } from '@/lib/ids';
import { activateAsked, confirmPledge, endPledges, findGuestLink, hasAccess, joinPledge, refusePledge, type Tier } from '@/lib/pledges';
import { addCard, addFan, readTab } from '../../support/fans';
import { askAsGuest, confirmTokenOf } from '../../support/guests';
import { refusalOf } from '../../support/own-page';
import { addPerson } from '../../support/people';
import { addTier, join, readPledge, seenBy, takenOf } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

useWorld();
afterAll(expectSoundTabs);

const NOW = new Date('2026-11-22T12:00:00Z');
const LATER = new Date('2026-11-24T12:00:00Z');
const TOO_LATE = new Date('2026-11-29T12:00:01Z');

/** A guest who typed this address, saved a card and was sent a mail; answers what the mail links to. */
async function guestPledges(email: string, tier: Tier) {
  const joined = await askAsGuest({ email, tier, now: NOW });
  await addCard(joined.fan.id, NOW);
  await inTransaction((tx) => activateAsked(tx, [joined.pledge.id], NOW));
  return { ...joined, token: await confirmTokenOf(joined.fan.id) };
}

async function readFan(fanId: string) {
  const [row] = await getDb().select().from(fan).where(eq(fan.id, fanId));
  return row;
}

test('the link shows pledge, card and address masked, to whoever opens it, and looking changes nothing', async () => {
  const email = 'masked.person@fans.example';
  const { token, pledge } = await guestPledges(email, await addTier());
  for (let look = 0; look < 3; look += 1) {
    const link = await findGuestLink(getDb(), token, null, LATER);
    expect(link).toMatchObject({ viewer: 'nobody', card: { last4: '4242' }, obstacle: null });
    expect(link?.maskedEmail).not.toContain('masked.person');
    expect(link?.pledge.pledge.id).toBe(pledge.id);
  }
  expect((await findGuestLink(getDb(), token, (await addPerson()).id, LATER))?.viewer).toBe('other');
  expect(await findGuestLink(getDb(), `${token}x`, null, LATER)).toBeNull();
  expect(await findGuestLink(getDb(), '', null, LATER)).toBeNull();
  expect(await findGuestLink(getDb(), token, null, TOO_LATE)).toBeNull();
});

test('only the owner of the mailbox joins it, and only once', async () => {
  const { email, id: personId } = await addPerson();
  const tier = await addTier();
  const { token, pledge, fan: guest } = await guestPledges(email ?? '', tier);
  const stranger = (await addPerson()).id;
  expect(await refusalOf(confirmPledge({ token, personId: stranger, now: LATER }))).toBe('OtherMailbox');
  expect(await hasAccess(getDb(), { personId, creatorId: tier.creatorId, priceAtLeastMinor: 0, at: LATER })).toBe(false);
  const ends = await Promise.all(Array.from({ length: 5 }, () => refusalOf(confirmPledge({ token, personId, now: LATER }))));
  expect(ends.sort()).toEqual(['ConfirmLinkGone', 'ConfirmLinkGone', 'ConfirmLinkGone', 'ConfirmLinkGone', 'none']);
  // Who had no tab gets the guest's row as their own.
  expect(await readFan(guest.id)).toMatchObject({ status: 'proven', personId, email: null, confirmTokenHash: null });
  expect((await readPledge(pledge.id)).pledge.status).toBe('active');
  expect(await hasAccess(getDb(), { personId, creatorId: tier.creatorId, priceAtLeastMinor: 0, at: LATER })).toBe(true);
});

test('into a tab that is there the pledge moves with its days, its card and the consent, and nothing is owed twice', async () => {
  const own = await addFan({ now: NOW, hasCard: false });
  const [owner] = await getDb().select().from(person).where(eq(person.id, own.personId ?? ''));
  const { token, pledge, fan: guest } = await guestPledges(owner?.email ?? '', await addTier());
  await confirmPledge({ token, personId: own.personId ?? '', now: LATER });
  expect(await readFan(guest.id)).toMatchObject({ status: 'joined', personId: own.personId, email: null });
  const moved = await readPledge(pledge.id);
  expect(moved.pledge).toMatchObject({ fanId: own.id, status: 'active', paidUntil: '2026-12-22' });
  expect(moved.open?.fanId).toBe(own.id);
  expect(moved.lines.map(({ fanId, status, amountMinor }) => [fanId === own.id, status, amountMinor]).sort()).toEqual([[false, 'undone', 100], [true, 'open', 100]]);
  expect((await readTab(guest.id)).tab.owedMinor).toBe(0);
  expect((await readTab(own.id)).tab.owedMinor).toBe(100);
  expect(await getDb().select().from(card).where(eq(card.fanId, own.id))).toMatchObject([{ isDefault: true, last4: '4242' }]);
  expect(await getDb().select().from(fanConsent).where(eq(fanConsent.fanId, own.id))).toHaveLength(1);
});

test('an account that has a good card keeps it as the one that is charged', async () => {
  const own = await addFan({ now: NOW });
  const [owner] = await getDb().select().from(person).where(eq(person.id, own.personId ?? ''));
  const [before] = await getDb().select().from(card).where(eq(card.fanId, own.id));
  const { token } = await guestPledges(owner?.email ?? '', await addTier());
  await confirmPledge({ token, personId: own.personId ?? '', now: LATER });
  const cards = await getDb().select().from(card).where(eq(card.fanId, own.id));
  expect(cards).toHaveLength(2);
  expect(cards.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([before?.id]);
});

test('who pledges to this creator already is told so, and nothing is joined', async () => {
  const own = await addFan({ now: NOW });
  const tier = await addTier();
  await join(own, tier, { now: NOW });
  const [owner] = await getDb().select().from(person).where(eq(person.id, own.personId ?? ''));
  const { token, fan: guest } = await guestPledges(owner?.email ?? '', tier);
  expect((await findGuestLink(getDb(), token, own.personId, LATER))?.obstacle).toBe('already_pledged');
  expect(await refusalOf(confirmPledge({ token, personId: own.personId ?? '', now: LATER }))).toBe('AlreadyPledged');
  expect((await readFan(guest.id))?.status).toBe('unproven');
});

test('refused, the pledge ends, its line leaves the tab, its card is removed and its address forgotten', async () => {
  const tier = await addTier({ places: 1 });
  const { token, pledge, fan: guest } = await guestPledges('not.me@fans.example', tier);
  await refusePledge({ token, now: LATER });
  expect(await refusalOf(refusePledge({ token, now: LATER }))).toBe('ConfirmLinkGone');
  const then = await readPledge(pledge.id);
  expect(then.pledge).toMatchObject({ status: 'ended', endedReason: 'refused' });
  expect(then.open).toBeNull();
  expect(then.lines.map(({ status }) => status)).toEqual(['undone']);
  expect((await readTab(guest.id)).tab.owedMinor).toBe(0);
  expect(await readFan(guest.id)).toMatchObject({ status: 'ended', email: null, confirmTokenHash: null });
  expect(await getDb().select().from(card).where(eq(card.fanId, guest.id))).toMatchObject([{ status: 'removed', isDefault: false }]);
  expect(await takenOf(tier.id)).toBe(0);
});

test('not confirmed within seven days it ends the same way, and not a second before', async () => {
  const tier = await addTier({ places: 1 });
  const { token, pledge } = await guestPledges('late@fans.example', tier);
  await endPledges(new Date('2026-11-29T11:59:59Z'));
  expect((await readPledge(pledge.id)).pledge.status).toBe('active');
  await endPledges(TOO_LATE);
  expect((await readPledge(pledge.id)).pledge).toMatchObject({ status: 'ended', endedReason: 'not_confirmed' });
  expect(await takenOf(tier.id)).toBe(0);
  const { id: personId } = await addPerson({ email: 'late@fans.example' });
  expect(await refusalOf(confirmPledge({ token, personId, now: TOO_LATE }))).toBe('ConfirmLinkGone');
});

test('a card that is never saved frees the place after two hours, and nothing of the guest is kept', async () => {
  const tier = await addTier({ places: 1 });
  const seen = seenBy({ timeZone: 'UTC', billingDay: null }, tier, 100, NOW);
  const { fan: guest, pledge } = await joinPledge({ key: newId(), tierId: tier.id, amountMinor: 100, who: { email: 'gone@fans.example' }, timeZone: null, agrees: true, seen, now: NOW });
  await endPledges(new Date('2026-11-22T13:59:00Z'));
  expect(await takenOf(tier.id)).toBe(1);
  await endPledges(new Date('2026-11-22T14:00:01Z'));
  expect(await takenOf(tier.id)).toBe(0);
  expect(await readFan(guest.id)).toMatchObject({ status: 'ended', email: null });
  // Saved too late, the card starts nothing.
  await addCard(guest.id);
  expect(await inTransaction((tx) => activateAsked(tx, [pledge.id], LATER))).toEqual({ started: 0, waits: 0 });
});
