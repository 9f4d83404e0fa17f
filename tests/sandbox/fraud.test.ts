import { describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox({ feeDelayMs: 0, disputeDelayMs: 0 });
const DAY_MS = 86_400_000;

function dispute(charge: Stripe.Charge, body: object = {}) {
  return sandbox().control<Stripe.Dispute>(`/charges/${charge.id}/dispute`, body);
}

describe('an early fraud warning', () => {
  test('comes before the dispute, and is not actionable once the charge is refunded', async () => {
    const { stripe } = sandbox();
    const charge = await sandbox().charge(500);
    const warning = await sandbox().control<Stripe.Radar.EarlyFraudWarning>(`/charges/${charge.id}/warn`, {});
    expect(warning).toMatchObject({ object: 'radar.early_fraud_warning', actionable: true, charge: charge.id, payment_intent: charge.payment_intent });
    await stripe.refunds.create({ charge: charge.id, reason: 'fraudulent' });
    expect((await stripe.radar.earlyFraudWarnings.retrieve(warning.id)).actionable).toBe(false);
    expect((await stripe.radar.earlyFraudWarnings.list({ charge: charge.id })).data).toHaveLength(1);
    const told = (await sandbox().eventTypes()).filter((type) => type.startsWith('radar'));
    expect(told).toEqual(['radar.early_fraud_warning.created', 'radar.early_fraud_warning.updated']);
    await expect(sandbox().control(`/charges/${charge.id}/warn`, {})).rejects.toThrow('already');
  });

  test('follows the card that brings one, and ends with a dispute', async () => {
    const charge = await sandbox().charge(500, 'usd', '4000000000005423');
    await sandbox().advance(2_000);
    const [warning] = (await sandbox().stripe.radar.earlyFraudWarnings.list({ charge: charge.id })).data;
    expect(warning?.actionable).toBe(true);
    await dispute(charge);
    expect((await sandbox().stripe.radar.earlyFraudWarnings.retrieve(warning?.id ?? '')).actionable).toBe(false);
  });
});

describe('a dispute', () => {
  test('keeps all evidence, saved first and submitted later, and is lost with losing evidence', async () => {
    const { stripe } = sandbox();
    const { id } = await dispute(await sandbox().charge(500));
    const saved = await stripe.disputes.update(id, {
      evidence: { customer_name: 'Fan', access_activity_log: 'read 14 posts', product_description: 'a tip' }, submit: false,
    });
    expect(saved).toMatchObject({ status: 'needs_response', evidence_details: { has_evidence: true, submission_count: 0 } });
    const sent = await stripe.disputes.update(id, { evidence: { cancellation_policy_disclosure: 'shown' } });
    expect(sent).toMatchObject({
      status: 'under_review',
      evidence: { customer_name: 'Fan', access_activity_log: 'read 14 posts', cancellation_policy_disclosure: 'shown' },
      evidence_details: { submission_count: 1, submission_method: 'manual' },
    });
    const lost = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'losing_evidence' } });
    expect([lost.status, lost.balance_transactions.map(({ net }) => net)]).toEqual(['lost', [-2000]]);
    await refusal(stripe.disputes.update(id, { evidence: { customer_name: 'Late' } }));
  });

  test('that is accepted is lost at once, and cannot be accepted twice', async () => {
    const { stripe } = sandbox();
    const { id } = await dispute(await sandbox().charge(500));
    expect((await stripe.disputes.close(id)).status).toBe('lost');
    await refusal(stripe.disputes.close(id));
    expect((await stripe.disputes.update(id, { metadata: { note: 'kept' } })).metadata).toEqual({ note: 'kept' });
  });

  test('takes no evidence after its day', async () => {
    const { id } = await dispute(await sandbox().charge(500));
    await sandbox().advance(10 * DAY_MS);
    await refusal(sandbox().stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } }));
    expect((await sandbox().stripe.disputes.retrieve(id)).status).toBe('needs_response');
  });

  test('that is only an inquiry takes no money and can be answered', async () => {
    const { stripe } = sandbox();
    const asked = await dispute(await sandbox().charge(500), { inquiry: true });
    expect([asked.status, asked.balance_transactions]).toEqual(['warning_needs_response', []]);
    const won = await stripe.disputes.update(asked.id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect(won.status).toBe('warning_closed');
  });
});
