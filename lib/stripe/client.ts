import Stripe from 'stripe';
import { env } from '@/lib/env';

let client: Stripe | null = null;

/**
 * The official SDK, on the real Stripe or, with `STRIPE_API_BASE`, on the sandbox; `lib/env` has
 * refused every other base before. The API version is the one the SDK pins. Every write passes its
 * own idempotency key; the SDK's two retries repeat under that key.
 */
export function getStripe(): Stripe {
  client ??= makeClient();
  return client;
}

function makeClient(): Stripe {
  const base = env().STRIPE_API_BASE ? new URL(env().STRIPE_API_BASE ?? '') : null;
  return new Stripe(env().STRIPE_SECRET_KEY, {
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: base === null,
    ...(base
      ? { host: base.hostname, port: base.port || '80', protocol: base.protocol === 'https:' ? 'https' : 'http' }
      : {}),
  });
}

/** Whether this process moves real money: a live key, so that only live events have an effect. */
export function isLivemode(): boolean {
  return /^(sk|rk)_live_/.test(env().STRIPE_SECRET_KEY);
}
