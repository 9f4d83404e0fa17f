import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import type { World } from '../world';
import type { Decline, TestCard } from './cards';
import { adviceOfDecline, codeOfDecline, DECLINE_SENTENCES } from './cards';

export interface ChargeInput {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  /** Behind a card method; null for every other. */
  card: TestCard | null;
  status: 'succeeded' | 'pending' | 'failed';
  decline: Decline | null;
  authenticated: boolean;
}

/** A new charge for an attempt to pay an intent, not yet kept. */
export function buildCharge(world: World, input: ChargeInput): Stripe.Charge {
  const { intent, method, status, decline } = input;
  const id = newStripeId(method.type === 'card' ? 'ch' : 'py');
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: status === 'succeeded' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: world.merchantName.toUpperCase().slice(0, 22),
    captured: status === 'succeeded',
    created: world.clock.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline === null ? null : codeOfDecline(decline),
    failure_message: decline === null ? null : DECLINE_SENTENCES[decline],
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: buildOutcome(input),
    paid: status !== 'failed',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(input),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function buildOutcome({ status, decline }: ChargeInput): Stripe.Charge.Outcome {
  if (decline === null) {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: status === 'pending' ? 'not_sent_to_network' : 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      risk_score: 24,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  const blocked = decline === 'fraudulent';
  return {
    advice_code: adviceOfDecline(decline),
    network_advice_code: null,
    network_decline_code: blocked ? null : '01',
    network_status: blocked ? 'not_sent_to_network' : 'declined_by_network',
    reason: blocked ? 'highest_risk_level' : decline,
    risk_level: blocked ? 'highest' : 'normal',
    risk_score: blocked ? 90 : 24,
    seller_message: blocked
      ? 'Stripe blocked this payment as too risky.'
      : 'The bank did not return any further details with this decline.',
    type: blocked ? 'blocked' : 'issuer_declined',
  };
}

function methodDetails(input: ChargeInput): Stripe.Charge.PaymentMethodDetails {
  const { method } = input;
  if (method.sepa_debit) {
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: method.sepa_debit.bank_code,
        branch_code: method.sepa_debit.branch_code,
        country: method.sepa_debit.country,
        fingerprint: method.sepa_debit.fingerprint,
        last4: method.sepa_debit.last4,
        mandate: null,
      },
    };
  }
  if (method.paypal) {
    return {
      type: 'paypal',
      paypal: {
        country: method.paypal.country,
        payer_email: method.paypal.payer_email,
        payer_id: method.paypal.payer_id,
        payer_name: method.billing_details.name,
        seller_protection: { dispute_categories: null, status: 'not_eligible' },
        transaction_id: newStripeId('pp', 17),
      },
    };
  }
  return { type: 'card', card: cardDetails(input) };
}

function cardDetails(input: ChargeInput): Stripe.Charge.PaymentMethodDetails.Card {
  const { intent, method, authenticated } = input;
  const card = method.card;
  const { setup_credential_usage: setup, stored_credential_usage: stored } = intent.payment_method_options?.card ?? {};
  return {
    amount_authorized: input.status === 'failed' ? null : intent.amount,
    authorization_code: input.status === 'failed' ? null : '123456',
    brand: card?.brand ?? null,
    checks: card?.checks ?? null,
    country: card?.country ?? null,
    electronic_commerce_indicator: null,
    exp_month: card?.exp_month ?? 12,
    exp_year: card?.exp_year ?? 2034,
    fingerprint: card?.fingerprint ?? null,
    funding: card?.funding ?? null,
    installments: null,
    last4: card?.last4 ?? null,
    mandate: null,
    network: card?.brand ?? null,
    network_transaction_id: null,
    regulated_status: card?.regulated_status ?? null,
    ...(setup ? { setup_credential_usage: setup } : {}),
    ...(stored ? { stored_credential_usage: stored } : {}),
    three_d_secure: authenticated ? threeDSecure : null,
    transaction_link_id: null,
    wallet: null,
  };
}

const threeDSecure: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
};
