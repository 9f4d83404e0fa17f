import type { Stripe } from 'stripe';

type ErrorType =
  | 'api_error'
  | 'card_error'
  | 'idempotency_error'
  | 'invalid_request_error'
  | 'rate_limit_error';

export interface ErrorBody {
  type: ErrorType;
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  setup_intent?: Stripe.SetupIntent;
}

/** An answer other than 2xx, in the shape in which Stripe gives it. */
export class StripeError extends Error {
  /** A decline keeps what it wrote (the failed charge); every other error undoes the request. */
  readonly keepsChanges: boolean;
  /** Stripe stores no result under the idempotency key when the parameters did not validate. */
  readonly remembered: boolean;

  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    { keepsChanges = false, remembered = true } = {},
  ) {
    super(body.message);
    this.keepsChanges = keepsChanges;
    this.remembered = remembered;
  }
}

export function docUrl(code: string): string {
  return `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}`;
}

/** 400 for a request that is well formed but not possible. */
export function invalidRequest(message: string, code?: string, param?: string): StripeError {
  return new StripeError(400, {
    type: 'invalid_request_error',
    message,
    ...(code ? { code, doc_url: docUrl(code) } : {}),
    ...(param ? { param } : {}),
  });
}

/** 400 for parameters that are not valid in themselves; never stored under an idempotency key. */
export function invalidParam(message: string, param: string, code?: string): StripeError {
  return new StripeError(
    400,
    {
      type: 'invalid_request_error',
      message,
      param,
      ...(code ? { code, doc_url: docUrl(code) } : {}),
    },
    { remembered: false },
  );
}

/** 403 for an account that is not, or no longer, the platform's. */
export function notOurs(): StripeError {
  const message = 'The provided key does not have access to this account (or it does not exist).';
  return new StripeError(403, { type: 'invalid_request_error', code: 'account_invalid', message }, { remembered: false });
}

export function missing(kind: string, id: string, param = 'id'): StripeError {
  return new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: docUrl('resource_missing'),
    message: `No such ${kind}: '${id}'`,
    param,
  });
}
