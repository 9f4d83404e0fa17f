import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage } from '@/db/schema';
import { giveUpDebt, refundPayment } from '@/lib/admin';
import { runJob } from '@/lib/jobs';
import { balanceOf, type LedgerAccountKind } from '@/lib/ledger';
import { addPerson } from '../../support/people';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();
const now = () => new Date();

it('a debt that an admin gives up is the operator’s, once; its creator is told of the refund and of that', async () => {
  const [owner, admin] = [await addPerson(), await addPerson()];
  const creator = await addCreator({ personId: owner.id });
  const begun = await beginAndPay(creator.id, wishFor(700));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  const refundId = await refundPayment({ actorId: admin.id, paymentId: payment.id, kind: 'requested_by_fan', reason: 'They tipped twice.', now: now() });
  await runJob('refunds', now());
  const of = (kind: LedgerAccountKind, who: string | null = creator.ledgerOwner) => balanceOf(getDb(), { kind, owner: who, currency: 'USD' });
  const debt = await of('creator_debt');
  expect(debt).toBeGreaterThan(0);
  const [mail] = await getDb().select().from(mailMessage).where(eq(mailMessage.key, `refund_by_admin:${refundId}:${creator.id}`));
  expect(mail?.subject).toBe('We give $7.00 back to a fan of yours');
  expect(mail?.bodyText).toContain('They tipped twice.');

  const asked = { actorId: admin.id, creatorId: creator.id, currency: 'USD', reason: 'Too small to matter.', now: now() };
  await expect(giveUpDebt({ ...asked, actorId: owner.id })).rejects.toMatchObject({ code: 'OwnMatter' });
  await expect(giveUpDebt({ ...asked, reason: '' })).rejects.toMatchObject({ code: 'ReasonNeeded' });
  const done = await Promise.allSettled([giveUpDebt(asked), giveUpDebt(asked), giveUpDebt(asked)]);
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect([await of('creator_debt'), await of('write_offs', null)]).toEqual([0, debt]);
  await expect(giveUpDebt({ ...asked, currency: 'EUR' })).rejects.toMatchObject({ code: 'NoDebt' });
});
