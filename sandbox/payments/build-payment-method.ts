import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import type { Instrument, Payer } from '../store/records';
import type { World } from '../world';
import type { TestBankAccount } from './bank-accounts';
import type { TestCard } from './cards';

export interface CardEntry {
  card: TestCard;
  expMonth: number;
  expYear: number;
}

/** Makes and keeps a payment method for a listed card. */
export function addCardMethod(
  world: World,
  entry: CardEntry,
  payer: Payer | null,
): Stripe.PaymentMethod {
  const { card } = entry;
  const method: Stripe.PaymentMethod = {
    ...methodBase(world, 'card', payer),
    card: {
      brand: card.brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: payer?.postalCode ? 'pass' : null,
        cvc_check: card.decline === 'incorrect_cvc' ? 'fail' : 'pass',
      },
      country: card.country,
      display_brand: card.brand,
      exp_month: entry.expMonth,
      exp_year: entry.expYear,
      fingerprint: fingerprint(`${card.number} ${entry.expMonth}/${entry.expYear}`),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
  return keep(world, method, { kind: 'card', number: card.number });
}

/** Makes and keeps a payment method for a listed bank account. */
export function addDebitMethod(
  world: World,
  account: TestBankAccount,
  payer: Payer | null,
): Stripe.PaymentMethod {
  const method: Stripe.PaymentMethod = {
    ...methodBase(world, 'sepa_debit', payer),
    sepa_debit: {
      bank_code: account.iban.slice(4, 12),
      branch_code: '',
      country: account.country,
      fingerprint: fingerprint(account.iban),
      generated_from: { charge: null, setup_attempt: null },
      last4: account.iban.slice(-4),
    },
  };
  return keep(world, method, { kind: 'sepa_debit', number: account.iban });
}

export function addPaypalMethod(world: World, payer: Payer | null): Stripe.PaymentMethod {
  const method: Stripe.PaymentMethod = {
    ...methodBase(world, 'paypal', payer),
    paypal: { country: 'US', payer_email: payer?.email ?? null, payer_id: newStripeId('payer', 13) },
  };
  return keep(world, method, { kind: 'paypal', number: '' });
}

function methodBase(
  world: World,
  type: Stripe.PaymentMethod.Type,
  payer: Payer | null,
): Stripe.PaymentMethod {
  return {
    id: newStripeId('pm'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: billingOf(payer),
    created: world.clock.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
  };
}

export function billingOf(payer: Payer | null): Stripe.PaymentMethod.BillingDetails {
  return {
    address: {
      city: null,
      country: payer?.country ?? null,
      line1: null,
      line2: null,
      postal_code: payer?.postalCode ?? null,
      state: null,
    },
    email: payer?.email ?? null,
    name: payer?.name ?? null,
    phone: null,
    tax_id: null,
  };
}

function keep(
  world: World,
  method: Stripe.PaymentMethod,
  instrument: Pick<Instrument, 'kind' | 'number'>,
): Stripe.PaymentMethod {
  world.store.instruments.put({ id: method.id, authenticated: false, ...instrument });
  return world.store.paymentMethods.put(method);
}

/**
 * Stripe's fingerprint tells that two methods are the same card. Stripe reads it from the number alone;
 * here the few listed numbers play a whole crowd, so another day of expiry is another card.
 */
function fingerprint(what: string): string {
  return createHash('sha256').update(what).digest('base64url').slice(0, 16);
}
