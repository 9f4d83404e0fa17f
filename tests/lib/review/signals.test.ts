import { describe, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { card, dispute, fan, fraudWarning, report } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { listSignalGifts, scorePayouts } from '@/lib/review';
import { addPerson } from '../../support/people';
import { addCreator } from '../../support/tips';
import { useTestDatabase } from '../../support/database';
import { addCrowd, addGift, addOwner, addPaidPayout, addPayout, NOW } from './review-rows';

useTestDatabase();

async function scoreOf(payoutId: string) {
  const score = (await scorePayouts(getDb(), [payoutId], NOW)).get(payoutId);
  if (!score) throw new Error('a payout has a score');
  return score;
}

/** An honest page: many fans, an old account, an earlier payout. */
async function honest(email?: string) {
  const { owner, creator } = await addOwner({ email });
  await addCrowd(creator.id);
  await addPaidPayout(creator.id);
  return { owner, creator, payoutId: await addPayout(creator.id) };
}

const codes = ({ doubts }: { doubts: { code: string }[] }) => doubts.map(({ code }) => code);

test('an honest page has a score of nothing, and reasons to trust it', async () => {
  const { payoutId } = await honest();
  const score = await scoreOf(payoutId);
  expect(score).toMatchObject({ score: 0, level: 'low', doubts: [] });
  expect(score.trusts.map(({ sentence }) => sentence)).toEqual([
    '20 supporters, none gives over 5 %',
    'No refund and no dispute in 20 gifts',
    'No gift comes from the owner’s account, card, mailbox, browser or network',
    'One payout went out before',
    'On Tuppence for 9 months',
    'Same payout account for 6 months',
  ]);
});

describe('a gift that the owner made is found by', () => {
  const home = { network: '203.0.113.0/24', device: 'Firefox on Linux' };
  const cases: [string, string, (of: { creatorId: string; ownerId: string }) => Promise<unknown>][] = [
    ['their account', 'own_account', ({ creatorId, ownerId }) => addGift({ creatorId, personId: ownerId, amountMinor: 4_000 })],
    ['a card that they paid with elsewhere', 'own_card', async ({ creatorId, ownerId }) => {
      await addGift({ creatorId: (await addCreator()).id, personId: ownerId, card: `own-${ownerId}` });
      await addGift({ creatorId, card: `own-${ownerId}`, amountMinor: 4_000 });
    }],
    ['a card on their tab', 'own_card', async ({ creatorId, ownerId }) => {
      const fanId = newId();
      await getDb().insert(fan).values({ id: fanId, personId: ownerId, status: 'proven', timeZone: 'UTC', ledgerOwner: newId(), createdAt: NOW, provenAt: NOW });
      await getDb().insert(card).values({
        id: newId(), fanId, paymentMethodId: newId(), stripeCustomerId: newId(), brand: 'visa', last4: '4242', expMonth: 1, expYear: 2034,
        fingerprint: `tab-${ownerId}`, status: 'good', addedAt: NOW,
      });
      await addGift({ creatorId, card: `tab-${ownerId}`, amountMinor: 4_000 });
    }],
    ['their mailbox with dots and a tag', 'own_mailbox', ({ creatorId }) => addGift({ creatorId, email: 'Ri.ver+tip@googlemail.com', amountMinor: 4_000 })],
    ['their network and browser', 'own_device', ({ creatorId }) => addGift({ creatorId, from: home, amountMinor: 4_000 })],
    ['their network alone, which weighs little', 'own_network', ({ creatorId }) => addGift({ creatorId, from: { ...home, device: 'Safari on iPhone' }, amountMinor: 4_000 })],
  ];

  test.each(cases)('%s', async (_name, code, give) => {
    const { owner, creator, payoutId } = await honest(code === 'own_mailbox' ? 'river@gmail.com' : undefined);
    await give({ creatorId: creator.id, ownerId: owner.id });
    const score = await scoreOf(payoutId);
    expect(codes(score)).toEqual([code]);
    expect(score.trusts.map(({ sentence }) => sentence).join()).not.toContain('No gift comes from the owner');
    const gifts = await listSignalGifts(getDb(), { payoutId, now: NOW }, code === 'own_account' ? 'own_account' : (score.doubts[0]?.code as 'own_card'), 100);
    expect(gifts.map(({ amountMinor }) => amountMinor)).toEqual([4_000]);
  });

  test('and a dollar to try the page weighs less than a habit', async () => {
    const { owner, creator, payoutId } = await honest();
    await addGift({ creatorId: creator.id, personId: owner.id, amountMinor: 100 });
    const slight = await scoreOf(payoutId);
    for (let times = 0; times < 4; times += 1) await addGift({ creatorId: creator.id, personId: owner.id, amountMinor: 900 });
    const habit = await scoreOf(payoutId);
    expect([slight.level, habit.level]).toEqual(['look', 'stop']);
  });
});

test('nothing is known of a network or a browser that nobody told, so it is no sign', async () => {
  const { creator, payoutId } = await honest();
  await addGift({ creatorId: creator.id, from: { network: '', device: '' } });
  await addGift({ creatorId: creator.id, from: { network: 'unknown', device: 'Firefox on Linux' } });
  await addGift({ creatorId: creator.id, from: { network: '198.51.100.0/24', device: 'Firefox on Linux' }, card: null });
  expect((await scoreOf(payoutId)).doubts).toEqual([]);
});

test('one card under several names is found, also when the other name gave to another page', async () => {
  const { creator, payoutId } = await honest();
  const elsewhere = await addCreator();
  await addGift({ creatorId: creator.id, card: 'fp_two', email: 'one@fans.example' });
  await addGift({ creatorId: elsewhere.id, card: 'fp_two', email: 'two@fans.example' });
  await addGift({ creatorId: elsewhere.id, card: 'fp_one', email: 'three@fans.example' });
  await addGift({ creatorId: creator.id, card: 'fp_one', email: 'three@fans.example' });
  const score = await scoreOf(payoutId);
  expect(codes(score)).toEqual(['shared_card']);
  const gifts = await listSignalGifts(getDb(), { payoutId, now: NOW }, 'shared_card', 100);
  expect(gifts.map(({ email, note }) => [email, note])).toEqual([['one@fans.example', '2 names on 2 pages']]);
});

test('addresses of one mailbox are found', async () => {
  const { creator, payoutId } = await honest();
  for (const email of ['a.b@fans.example', 'ab+1@fans.example', 'ab@fans.example', 'cd@fans.example']) await addGift({ creatorId: creator.id, email });
  const score = await scoreOf(payoutId);
  expect(codes(score)).toEqual(['same_mailbox']);
  expect(score.doubts[0]?.sentence).toBe('3 addresses look like one mailbox');
});

describe('gifts that go round are found', () => {
  test('between two pages', async () => {
    const { owner, creator, payoutId } = await honest();
    const friend = await addOwner();
    await addGift({ creatorId: creator.id, personId: friend.owner.id, amountMinor: 3_000 });
    expect(codes(await scoreOf(payoutId))).toEqual([]);
    await addGift({ creatorId: friend.creator.id, personId: owner.id, amountMinor: 3_000 });
    expect(codes(await scoreOf(payoutId))).toEqual(['ring']);
  });

  test('over a third page', async () => {
    const { owner, creator, payoutId } = await honest();
    const [second, third] = [await addOwner(), await addOwner()];
    await addGift({ creatorId: second.creator.id, personId: owner.id });
    await addGift({ creatorId: third.creator.id, personId: second.owner.id });
    expect(codes(await scoreOf(payoutId))).toEqual([]);
    await addGift({ creatorId: creator.id, personId: third.owner.id, amountMinor: 3_000 });
    expect(codes(await scoreOf(payoutId))).toEqual(['ring']);
  });
});

test('large anonymous gifts speak against a new page, and not against an old one', async () => {
  const fresh = await addOwner({ createdAt: addDays(NOW, -8) });
  const old = await addOwner();
  for (const { creator } of [fresh, old]) {
    await addCrowd(creator.id, 12);
    await addGift({ creatorId: creator.id, amountMinor: 2_500, visibility: 'anonymous' });
    await addGift({ creatorId: creator.id, amountMinor: 2_400, visibility: 'anonymous' });
  }
  expect(codes(await scoreOf(await addPayout(fresh.creator.id)))).toEqual(['large_anonymous', 'new_creator', 'first_payout']);
  expect(codes(await scoreOf(await addPayout(old.creator.id)))).toEqual(['first_payout']);
});

test('a page that lives from one fan is looked at', async () => {
  const { creator, payoutId } = await honest();
  const one = await addPerson();
  for (let times = 0; times < 5; times += 1) await addGift({ creatorId: creator.id, personId: one.id, amountMinor: 3_000, daysAgo: 15 + 10 * times });
  const score = await scoreOf(payoutId);
  expect(score.doubts).toMatchObject([{ code: 'one_fan', points: 15, sentence: 'One fan gave 60 % of all income', detail: '$150.00 of $250.00' }]);
});

test('a week of four times the usual income is looked at', async () => {
  const { creator, payoutId } = await honest();
  for (let times = 0; times < 12; times += 1) await addGift({ creatorId: creator.id, amountMinor: 900, daysAgo: 1 });
  expect(codes(await scoreOf(payoutId))).toEqual(['velocity']);
});

test('refunds warn at ten percent and stop at fifteen, and one alone never stops', async () => {
  const { creator, payoutId } = await honest();
  await addGift({ creatorId: creator.id, refundedMinor: 500 });
  expect(codes(await scoreOf(payoutId))).toEqual([]);
  await addGift({ creatorId: creator.id, refundedMinor: 500 });
  await addGift({ creatorId: creator.id, refundedMinor: 500 });
  expect((await scoreOf(payoutId)).doubts).toMatchObject([{ code: 'refunds', points: 20, sentence: '3 of 23 gifts were refunded' }]);
  await addGift({ creatorId: creator.id, refundedMinor: 500 });
  expect(await scoreOf(payoutId)).toMatchObject({ level: 'stop', doubts: [{ code: 'refunds', points: 60 }] });
  const small = await addOwner();
  await addPaidPayout(small.creator.id);
  await addGift({ creatorId: small.creator.id, refundedMinor: 500 });
  await addGift({ creatorId: small.creator.id });
  expect((await scoreOf(await addPayout(small.creator.id))).doubts.find(({ code }) => code === 'refunds')).toMatchObject({ points: 20 });
});

test('disputes warn and stop by their rate, and a warning of a bank counts before there is one', async () => {
  const { creator, payoutId } = await honest();
  const gifts = [await addGift({ creatorId: creator.id }), await addGift({ creatorId: creator.id })];
  const open = (paymentId: string, status: 'needs_response' | 'won' | 'warning_closed') => getDb().insert(dispute).values({
    id: newId(), paymentId, stripeDisputeId: newId(), status, reason: 'fraudulent', amountMinor: 500, currency: 'USD', openedAt: NOW, closedAt: status === 'needs_response' ? null : NOW,
  });
  await open(gifts[0]?.paymentId ?? '', 'warning_closed');
  expect((await scoreOf(payoutId)).doubts).toEqual([]);
  await open(gifts[0]?.paymentId ?? '', 'needs_response');
  expect((await scoreOf(payoutId)).doubts).toMatchObject([{ code: 'disputes', points: 20, sentence: '1 of 22 gifts was disputed' }]);
  await open(gifts[1]?.paymentId ?? '', 'won');
  expect((await scoreOf(payoutId)).doubts).toMatchObject([{ code: 'disputes', points: 60 }]);
  for (const { paymentId } of gifts) await getDb().insert(fraudWarning).values({ id: newId(), paymentId, stripeWarningId: newId(), fraudType: 'made_with_stolen_card', actionable: true, createdAt: NOW });
  expect((await scoreOf(payoutId)).doubts).toMatchObject([{ code: 'disputes' }, { code: 'fraud_warnings', points: 30 }]);
});

test('a changed account, a shared bank account and reports are told', async () => {
  const { creator } = await addOwner();
  const other = await addOwner({ name: 'Quick Cash Art' });
  await addCrowd(creator.id);
  await addPayout(other.creator.id, { account: { destination: 'Test Bank 6789' } });
  const payoutId = await addPayout(creator.id, { account: { destination: 'Test Bank 6789', changedAt: addDays(NOW, -5) } });
  await getDb().insert(report).values({ id: newId(), key: newId(), number: 'ABCDEFGH2345', creatorId: creator.id, kind: 'fraud', body: 'It sells what it does not have.', createdAt: NOW, status: 'open' });
  const score = await scoreOf(payoutId);
  expect(score.doubts.map(({ code, points, detail }) => [code, points, detail])).toEqual([
    ['reports', 30, '1 because of fraud'], ['shared_account', 25, 'Quick Cash Art'], ['account_changed', 20, 'the rest of 72 hours is over'], ['first_payout', 10, null],
  ]);
  expect(score.score).toBe(85);
});

test('a page without a single gift has a score, and so has one of a creator who left', async () => {
  const { creator } = await addOwner();
  expect((await scoreOf(await addPayout(creator.id))).level).toBe('low');
  const gone = await addCreator({ personId: null, createdAt: addDays(NOW, -300) });
  await addCrowd(gone.id, 5);
  expect(codes(await scoreOf(await addPayout(gone.id)))).toEqual(['first_payout']);
});

test('what lies further back than half a year is not held against anybody', async () => {
  const { owner, creator, payoutId } = await honest();
  await addGift({ creatorId: creator.id, personId: owner.id, amountMinor: 4_000, daysAgo: 181 });
  expect(codes(await scoreOf(payoutId))).toEqual([]);
});
