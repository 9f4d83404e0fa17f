import { and, eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { emptyFormState } from '@/components/ui/form-state';
import { confirm } from '@/app/pledges/actions';
import { getDb } from '@/db/client';
import { fan, pledge } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { addDue, addOffer, clockTo, eveningOn, readBills } from '../support/billing';
import { declineNext } from '../support/evenings';
import { pledgeAsGuest } from '../support/guests';
import { arrive } from '../support/next-headers';
import { addTier } from '../support/pledges';
import { signIn } from '../support/sign-in';
import { expectSoundTabs } from '../support/sound-tabs';
import { useWorld } from '../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);

const NOON = new Date('2026-12-05T12:00:00Z');
const EVENING = eveningOn('2026-12-05');

/** Presses the button of a mailed link: where it leads, or why not. */
async function press(token: string): Promise<string> {
  const form = new FormData();
  form.set('token', token);
  try {
    return (await confirm(emptyFormState, form)).refusal?.code ?? '';
  } catch (error) {
    // Next's redirect travels as an error that carries the address.
    if (error instanceof Error && 'digest' in error) return String(error.digest).split(';')[2] ?? '';
    throw error;
  }
}

/** Somebody who is signed in, with the browser that sends what follows. */
async function comeAs(email: string): Promise<string> {
  const { personId, token } = await signIn(email);
  arrive({ headers: { origin: 'http://localhost:3999', 'x-tuppence-path': '/pledges/confirm' }, cookies: { sid: token } });
  return personId;
}

const ownFans = (personId: string) => getDb().select().from(fan).where(and(eq(fan.personId, personId), eq(fan.status, 'proven')));

test('a link pressed five times at once joins its pledge once, and the account’s refused bill is tried with the guest’s card', async () => {
  await clockTo(sandbox(), NOON);
  const email = 'twice@fans.example';
  const personId = await comeAs(email);
  const own = await addDue(sandbox(), [await addOffer()], '2026-12-05', [400], { personId });
  await declineNext(sandbox(), own, 1, 'expired_card');
  const guest = await pledgeAsGuest(sandbox(), { email, tier: await addTier({ priceMinor: 500 }), now: NOON });
  await clockTo(sandbox(), EVENING);
  await runJob('billing', EVENING);
  expect((await readBills(own.id))[0]).toMatchObject({ status: 'failing', failureKind: 'hard', nextAttemptAt: null });
  const pressed = await Promise.all(Array.from({ length: 5 }, () => press(guest.token)));
  expect(pressed.sort()).toEqual(['/account/pledges', ...new Array<string>(4).fill('ConfirmLinkGone')]);
  expect(await ownFans(personId)).toHaveLength(1);
  // Asked for at the moment of the press, which is a little after.
  await runJob('dunning', addMilliseconds(EVENING, MINUTE_MS));
  const [bill] = await readBills(own.id);
  expect(bill).toMatchObject({ status: 'paid', attempts: 2 });
  const [paidByGuest] = await readBills(guest.fan.id);
  expect(bill?.payments[1]?.paymentMethodId).toBe(paidByGuest?.payments[0]?.paymentMethodId);
  expect(await press(guest.token)).toBe('ConfirmLinkGone');
});

test('two links of somebody who has no tab, pressed at once, end in one tab with both pledges', async () => {
  const email = 'two.links@fans.example';
  const personId = await comeAs(email);
  const now = new Date('2026-12-06T12:00:00Z');
  await clockTo(sandbox(), now);
  const guests = [await pledgeAsGuest(sandbox(), { email, tier: await addTier(), now }), await pledgeAsGuest(sandbox(), { email, tier: await addTier(), now })];
  expect(await Promise.all(guests.map(({ token }) => press(token)))).toEqual(['/account/pledges', '/account/pledges']);
  const [own, ...more] = await ownFans(personId);
  expect(more).toEqual([]);
  const pledges = await getDb().select().from(pledge).where(eq(pledge.fanId, own?.id ?? ''));
  expect(pledges.map(({ id, status }) => [id, status]).sort()).toEqual(guests.map(({ pledge: { id } }) => [id, 'active']).sort());
});

test('two links to one creator, pressed at once, end in one pledge, and who came second is told', async () => {
  const email = 'one.creator@fans.example';
  const personId = await comeAs(email);
  const now = new Date('2026-12-07T12:00:00Z');
  await clockTo(sandbox(), now);
  const tier = await addTier();
  const guests = [await pledgeAsGuest(sandbox(), { email, tier, now }), await pledgeAsGuest(sandbox(), { email, tier, now })];
  expect((await Promise.all(guests.map(({ token }) => press(token)))).sort()).toEqual(['/account/pledges', 'AlreadyPledged']);
  const [own] = await ownFans(personId);
  expect(await getDb().select().from(pledge).where(eq(pledge.fanId, own?.id ?? ''))).toHaveLength(1);
});
