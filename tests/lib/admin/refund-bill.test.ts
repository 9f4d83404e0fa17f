import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { auditLog, creator, refund } from '@/db/schema';
import { refundBill } from '@/lib/admin';
import { addOffers, eveningOn } from '../../support/billing';
import { addPaidBill } from '../../support/line-refunds';
import { addPerson } from '../../support/people';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

it('an admin refunds a line with a reason that is kept; of their own bill, and to their own page, another has to', async () => {
  const [admin, maker] = [await addPerson({ isAdmin: true }), await addPerson({ isAdmin: true })];
  const offers = await addOffers(2);
  await getDb().update(creator).set({ personId: maker.id }).where(eq(creator.id, offers[0]?.creator.id ?? ''));
  const { bill, lines, payer } = await addPaidBill(sandbox(), offers, '2027-01-10', [200, 300]);
  const ofMaker = lines.find(({ creatorId }) => creatorId === offers[0]?.creator.id)?.id ?? '';
  const other = lines.find(({ id }) => id !== ofMaker)?.id ?? '';
  const asked = { billId: bill.id, lineId: ofMaker, kind: 'requested_by_fan', reason: 'Asked by mail', now: eveningOn('2027-01-11') } as const;
  const refused = [
    [{ ...asked, actorId: payer.personId ?? '' }, 'OwnMatter'], [{ ...asked, actorId: maker.id }, 'OwnMatter'], [{ ...asked, actorId: maker.id, lineId: null }, 'OwnMatter'],
    [{ ...asked, actorId: admin.id, reason: ' ' }, 'ReasonNeeded'], [{ ...asked, actorId: admin.id, lineId: crypto.randomUUID() }, 'LineNotFound'],
    [{ ...asked, actorId: admin.id, billId: crypto.randomUUID() }, 'NothingToRefund'],
  ] as const;
  for (const [each, code] of refused) await expect(refundBill(each)).rejects.toMatchObject({ code });
  expect(await getDb().select().from(refund)).toEqual([]);
  await refundBill({ ...asked, actorId: maker.id, lineId: other });
  await refundBill({ ...asked, actorId: admin.id, lineId: null });
  expect((await getDb().select().from(refund)).map(({ amountMinor }) => amountMinor).sort()).toEqual([200, 300]);
  const kept = await getDb().select().from(auditLog).where(eq(auditLog.action, 'bill.refund'));
  expect(kept.map(({ reason, subjectId }) => [reason, subjectId])).toEqual([['Asked by mail', bill.id], ['Asked by mail', bill.id]]);
});
