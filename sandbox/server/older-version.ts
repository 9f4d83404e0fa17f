import { listOf, type RawGroup } from './decode-body';
import { invalidParam } from './stripe-error';

/** The first version in which `payment_method_types` is gone (Stripe's changelog, endive). */
const WITHOUT_METHOD_TYPES = '2026-09-30';

/**
 * Requests without `Stripe-Version` (the official CLI sends none) are read in the account's
 * default version, which for our account lies before endive.
 */
export const DEFAULT_VERSION = '2025-09-30.clover';

const CREATES = ['/v1/checkout/sessions', '/v1/payment_intents', '/v1/setup_intents'];

/**
 * `payment_method_types` was replaced by dynamic payment methods: refused since endive, in older
 * versions read as the list of allowed kinds.
 */
export function translateOlderParams(version: string, path: string, raw: RawGroup): RawGroup {
  const { payment_method_types: types, ...rest } = raw;
  if (types === undefined || !CREATES.includes(path)) return raw;
  if (version.slice(0, 10) >= WITHOUT_METHOD_TYPES) {
    const message =
      'The parameter `payment_method_types` is no longer supported. Use dynamic payment methods, ' +
      '`allowed_payment_method_types` or `excluded_payment_method_types` instead.';
    const code = 'payment_method_types_no_longer_supported';
    throw invalidParam(message, 'payment_method_types', code);
  }
  const allowed = { ...rest, allowed_payment_method_types: listOf(types) ?? [] };
  if (path === '/v1/checkout/sessions') return allowed;
  // Naming the kinds turned automatic methods off, and with them the demand for a return address.
  return { ...allowed, automatic_payment_methods: { enabled: 'true', allow_redirects: 'never' } };
}
