import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
/** RFC 6238 5.2 recommends one step either way, for clocks and for people who type slowly. */
const WINDOW = 1;
/** 160 bits, as RFC 4226 4 (R6) recommends. */
const SECRET_BYTES = 20;

/** A new secret, in base32 as apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads from the square. */
export function totpAddress(secret: string, account: string): string {
  return totp(secret, account).toString();
}

/** The time step whose code this is, or null; the caller sees to it that a step is used once. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(secret, '').validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : stepAt(now) + delta;
}

/** The time step of an instant: half minutes since 1970. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Tuppence', label, secret: Secret.fromBase32(secret), digits: 6, period: STEP_SECONDS, algorithm: 'SHA1' });
}
