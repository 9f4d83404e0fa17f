import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT_ID } from '../world';
import { notOurs, StripeError } from './stripe-error';

/**
 * Lets a request pass that carries the sandbox's own secret key, as Bearer or as the user of
 * Basic. Keys are never repeated in an answer. Returns the connected account it acts for, if any.
 * @throws StripeError 401 without a key, for another one and for every live key.
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  accepted: string,
  isOurs: (account: string) => boolean,
): string | null {
  const key = keyOf(headers.authorization);
  if (key === null) {
    throw refused(
      'You did not provide an API key. You need to provide your API key in the Authorization ' +
        "header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (/^[a-z]+_live_/.test(key)) {
    throw refused('This is a sandbox where no money moves: it refuses live keys.');
  }
  if (key !== accepted) throw refused('Invalid API Key provided.');
  // Two names for one thing (the SDK's RequestOptions); version 2 of the API is asked with the second.
  const account = headers['stripe-account'] ?? headers['stripe-context'];
  if (account === undefined || account === ACCOUNT_ID) return null;
  if (typeof account !== 'string' || !isOurs(account)) {
    throw notOurs();
  }
  return account;
}

function keyOf(authorization: string | undefined): string | null {
  const [, scheme, value] = /^(Bearer|Basic)\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (scheme === undefined || value === undefined) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  const [user] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return user === undefined || user === '' ? null : user;
}

function refused(message: string): StripeError {
  return new StripeError(401, { type: 'invalid_request_error', message }, { remembered: false });
}
