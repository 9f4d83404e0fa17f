import { expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { creator, dispute, payment } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { askPayout } from '@/lib/payouts';
import { deletePerson, planDeletion } from '@/lib/privacy';
import { releaseHeldTips } from '@/lib/tips';
import { addOwnPage, refusalOf } from '../../support/own-page';
import { addPayee } from '../../support/payees';
import { beginAndPay, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

test('a payout that waits asks to be settled before its creator leaves, and nothing is lost', async () => {
  const page = await addPayee(sandbox(), now());
  for (let at = 0; at < 5; at += 1) await beginAndPay(page.creatorId, wishFor(1_000));
  await runJob('reconcile', now());
  await releaseHeldTips(addDays(now(), 8));
  await askPayout({ creatorId: page.creatorId, currency: 'USD', askedBy: 'creator', now: addDays(now(), 8) });
  const { obstacles, confirmWord } = await planDeletion(getDb(), page.personId);
  expect(obstacles.join(' ')).toMatch(/Your payout of \$\d+\.\d\d is not sent yet/);
  expect(await refusalOf(deletePerson(page.personId, confirmWord, now()))).toBe('NotSettled');
  expect(await getDb().select({ status: creator.status }).from(creator).where(eq(creator.id, page.creatorId))).toEqual([{ status: 'active' }]);
});

test('an open dispute stands before the deletion of who paid and of whose page it was; a closed one does not', async () => {
  const [page, fan] = [await addOwnPage(), await addOwnPage()];
  const begun = await beginAndPay(page.creatorId, wishFor(300));
  await runJob('reconcile', now());
  await getDb().update(payment).set({ personId: fan.personId }).where(eq(payment.id, begun.payment.id));
  const id = newId();
  await getDb().insert(dispute).values({
    id, paymentId: begun.payment.id, stripeDisputeId: 'du_test', status: 'needs_response', reason: 'fraudulent', amountMinor: 300, currency: 'USD', openedAt: now(),
  });
  const words = async (personId: string) => (await planDeletion(getDb(), personId)).obstacles.join(' ');
  expect(await words(fan.personId)).toContain('Your bank disputes a payment of yours');
  expect(await words(page.personId)).toContain('A payment to your page is disputed');
  await getDb().update(dispute).set({ status: 'won', closedAt: now() }).where(eq(dispute.id, id));
  expect(await words(fan.personId)).toBe('');
  expect(await words(page.personId)).not.toContain('disputed');
});
