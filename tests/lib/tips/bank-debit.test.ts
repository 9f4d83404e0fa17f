import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage } from '@/db/schema';
import type { Payer } from '@/db/seed/pay-hosted-page';
import { balanceOf } from '@/lib/ledger';
import { runJob } from '@/lib/jobs';
import { findTipReceipt, recentPublicTips, tipTotals } from '@/lib/tips';
import { expectEqualRecords } from '../../support/records';
import { control } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const arrive = () => runJob('reconcile', new Date());

async function debit() {
  const creator = await addCreator({ currency: 'EUR', country: 'DE' });
  const email = `${creator.handle}@fans.example`;
  const payer: Payer = { email, method: 'sepa_debit', iban: 'DE89370400440532013000', accountName: 'Ann' };
  const begun = await beginAndPay(creator.id, wishFor(500, { message: 'By bank' }), payer);
  await arrive();
  return { creator, email, ...(await readTip(begun.tip.id)) };
}

const settle = async (intentId: string | null, succeeds: boolean) => {
  await control(sandbox(), 'POST', `/charges/${intentId}/settle`, { succeeds });
  await arrive();
};

const subjectsTo = async (recipient: string) =>
  (await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, recipient)).orderBy(mailMessage.id)).map((mail) => mail.subject);

describe('a tip by bank debit', () => {
  it('is on its way until it settles: in no account, on no page, in no count', async () => {
    const { creator, email, tip, payment } = await debit();
    expect([tip.status, payment.status]).toEqual(['pending', 'processing']);
    expect((await findTipReceipt(getDb(), payment.id))?.status).toBe('on_its_way');
    expect(await balanceOf(getDb(), { kind: 'creator_held', owner: creator.ledgerOwner, currency: 'EUR' })).toBe(0);
    expect(await recentPublicTips(getDb(), creator.id, 5)).toEqual([]);
    expect((await tipTotals(getDb(), creator.id)).tipsReceived).toBe(0);
    expect(await subjectsTo(email)).toEqual([expect.stringMatching(/^On its way to River Notes/)]);
  });

  it('is received when the bank has paid, with a receipt by mail', async () => {
    const { creator, email, tip, payment } = await debit();
    await settle(payment.paymentIntentId, true);
    expect((await readTip(tip.id)).tip.status).toBe('received');
    expect(await recentPublicTips(getDb(), creator.id, 5)).toHaveLength(1);
    expect(await subjectsTo(email)).toEqual([expect.stringMatching(/^On its way/), expect.stringMatching(/^Your tip to River Notes/)]);
    await expectEqualRecords(sandbox());
  });

  it('that fails costs nobody anything, and its fan is told by mail', async () => {
    const { email, tip, payment } = await debit();
    await settle(payment.paymentIntentId, false);
    expect(await readTip(tip.id)).toMatchObject({ tip: { status: 'dropped', heldMinor: 0 }, payment: { status: 'failed' } });
    expect((await findTipReceipt(getDb(), payment.id))?.status).toBe('failed');
    expect(await subjectsTo(email)).toEqual([expect.stringMatching(/^On its way/), expect.stringMatching(/^Not paid/)]);
    await expectEqualRecords(sandbox());
  });
});
