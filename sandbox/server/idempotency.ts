import { createHash } from 'node:crypto';
import type { StoredAnswer } from '../store/records';
import { ACCOUNT_ID, type World } from '../world';
import { docUrl, StripeError } from './stripe-error';

const LONGEST_KEY = 255;
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;

/** A request that carries a key: what it is stored under and what it must be equal to. */
export interface KeyedRequest {
  key: string;
  id: string;
  fingerprint: string;
}

/** Keys belong to an account; only POST is made idempotent by them (v1). */
export function keyRequest(
  method: string,
  key: string | undefined,
  path: string,
  body: string,
  account: string | null = null,
): KeyedRequest | null {
  if (key === undefined || method !== 'POST') return null;
  if (key === '' || key.length > LONGEST_KEY) {
    throw new StripeError(
      400,
      { type: 'invalid_request_error', message: 'Idempotency keys are 1 to 255 characters long.' },
      { remembered: false },
    );
  }
  const fingerprint = createHash('sha256').update(`${path}\n${body}`).digest('base64url');
  return { key, id: `${account ?? ACCOUNT_ID} ${key}`, fingerprint };
}

/**
 * The stored answer to an equal earlier request; null when this one is the first.
 * @throws StripeError 400 `idempotency_error` when the key was used with other parameters.
 */
export function findAnswer(world: World, request: KeyedRequest): StoredAnswer | null {
  const stored = world.store.storedAnswers.get(request.id);
  if (stored === null || stored.storedMs < Date.now() - REMEMBERED_MS) return null;
  if (stored.fingerprint === request.fingerprint) return stored;
  throw new StripeError(400, {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first ' +
      `used with. Try using a key other than '${request.key}' if you meant to execute a ` +
      'different request.',
  });
}

/** 409: the first request with this key is still running. */
export function keyInUse(request: KeyedRequest): StripeError {
  return new StripeError(
    409,
    {
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      doc_url: docUrl('idempotency_key_in_use'),
      message:
        'There is currently another in-progress request using this Idempotent Key (that probably ' +
        'means you submitted twice, and the other request is still going through): ' +
        `${request.key}. Please try again later.`,
    },
    { remembered: false },
  );
}

/** Keeps an answer for replays; within the transaction that did the work. */
export function storeAnswer(
  world: World,
  request: KeyedRequest,
  answer: { status: number; body: string; requestId: string },
): void {
  world.store.storedAnswers.put({
    id: request.id,
    fingerprint: request.fingerprint,
    storedMs: Date.now(),
    ...answer,
  });
}
