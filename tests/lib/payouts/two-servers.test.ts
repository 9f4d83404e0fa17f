import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { payout, person } from '@/db/schema';
import { approvePayout } from '@/lib/payouts';
import type { PayoutOrder } from '../../support/payout-process';
import { addAdmin, addAvailable, addPayee, ask, later, purseOf, readOne, transfersTo } from '../../support/payouts';
import { expectEqualRecords } from '../../support/records';
import { useTwoServers } from '../../support/two-servers';
import { useWorld } from '../../support/world';

const { sandbox, database } = useWorld();
const now = later().toISOString();
const servers = useTwoServers<PayoutOrder>('tests/support/payout-process.ts', database.url);

/** Gives both servers the same order at the same moment; how often each outcome came in all. */
async function atOnce(order: PayoutOrder): Promise<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const counts of await Promise.all(servers.map((server) => server.obey(order)))) {
    for (const [code, count] of Object.entries(counts)) sum[code] = (sum[code] ?? 0) + count;
  }
  return sum;
}

async function addPaid() {
  const payee = await addPayee(sandbox());
  await addAvailable(payee, [2_000, 1_500]);
  return { payee, before: await purseOf(payee) };
}

it('fifty requests at once on two servers are one payout of what is available, reserved once', async () => {
  const { payee, before } = await addPaid();
  const counts = await atOnce({ do: 'ask', creatorId: payee.id, count: 25, now });
  expect(counts).toMatchObject({ done: 1 });
  expect(Object.keys(counts).sort().filter((code) => !['done', 'PayoutAlreadyOpen', 'NothingToPayOut'].includes(code))).toEqual([]);
  expect(await getDb().select().from(payout).where(eq(payout.creatorId, payee.id))).toHaveLength(1);
  expect(await purseOf(payee)).toEqual({ ...before, available: 0, reserved: before.available });
});

it('fifty approvals, denials and cancellations at once on two servers end in exactly one of them, and at most one transfer', async () => {
  const admins = await Promise.all(Array.from({ length: 10 }, addAdmin));
  for (let round = 0; round < 4; round += 1) {
    const { payee, before } = await addPaid();
    const payoutId = await ask(payee);
    const deeds = admins.flatMap((actorId, at) => [
      { what: 'approve' as const, actorId },
      { what: (at + round) % 2 === 0 ? 'deny' as const : 'approve' as const, actorId },
      ...(at % 2 === 0 ? [{ what: 'cancel' as const, actorId: payee.personId ?? '' }] : []),
    ]);
    const [counts] = await Promise.all([atOnce({ do: 'decide', payoutId, creatorId: payee.id, deeds, now }), atOnce({ do: 'send', count: 2, now })]);
    await atOnce({ do: 'send', count: 3, now });
    const { status, amountMinor } = await readOne(payoutId);
    expect(['sent', 'denied', 'cancelled']).toContain(status);
    // An approval that a cancellation overtook before anything was tried is two decisions, one after the other.
    expect(counts.done).toBeLessThanOrEqual(2);
    const isSent = status === 'sent';
    expect((await transfersTo(sandbox(), payee)).map(({ amount }) => amount)).toEqual(isSent ? [amountMinor] : []);
    expect(await purseOf(payee)).toEqual(isSent ? { ...before, available: 0 } : before);
  }
  await expectEqualRecords(sandbox());
}, 60_000);

it('approved once, it leaves once, however many workers of two servers send at once', async () => {
  const paid = await Promise.all([addPaid(), addPaid(), addPaid()]);
  for (const { payee } of paid) await approvePayout({ payoutId: await ask(payee), adminId: await addAdmin(), now: new Date(now) });
  await atOnce({ do: 'send', count: 5, now });
  for (const { payee, before } of paid) {
    expect((await transfersTo(sandbox(), payee)).map(({ amount }) => amount)).toEqual([before.available]);
    expect(await purseOf(payee)).toEqual({ ...before, available: 0 });
  }
  await expectEqualRecords(sandbox());
});

it('an approval counts only as long as who gave it is an admin: while the role goes, two servers let nothing leave on it', async () => {
  const [gone, other, third] = [await addAdmin(), await addAdmin(), await addAdmin()];
  const payee = await addPayee(sandbox());
  await addAvailable(payee, [60_000]);
  const payoutId = await ask(payee);
  expect(await approvePayout({ payoutId, adminId: gone, now: new Date(now) })).toBe('waits_for_second');
  const deeds = Array.from({ length: 4 }, () => ({ what: 'approve' as const, actorId: other }));
  const [counts] = await Promise.all([
    atOnce({ do: 'decide', payoutId, creatorId: payee.id, deeds, now }),
    getDb().update(person).set({ isAdmin: false }).where(eq(person.id, gone)),
  ]);
  expect(counts.done).toBe(1);
  await atOnce({ do: 'send', count: 3, now });
  expect(await transfersTo(sandbox(), payee)).toEqual([]);
  expect(await readOne(payoutId)).toMatchObject({ status: 'in_review', approvedAt: null, triedAt: null });
  expect(await approvePayout({ payoutId, adminId: third, now: new Date(now) })).toBe('approved');
  await atOnce({ do: 'send', count: 3, now });
  expect(await transfersTo(sandbox(), payee)).toHaveLength(1);
});
