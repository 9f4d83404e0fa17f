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

export function missing(kind: string, id: string, param = 'id'): StripeError {
  return new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: docUrl('resource_missing'),
    message: `No such ${kind}: '${id}'`,
    param,
  });
}
