import { Secret, TOTP } from 'otpauth';
import { beforeAll, expect, test } from 'vitest';
import { seal, unseal } from '@/lib/auth/seal';
import { newTotpSecret, stepAt, stepOfCode, totpAddress } from '@/lib/auth/totp';

beforeAll(() => {
  Object.assign(process.env, { AUTH_SECRET: 'x'.repeat(40), APP_URL: 'http://localhost:3999', DATABASE_URL: 'postgres://unused', STRIPE_SECRET_KEY: 'sk_test_sandbox', STRIPE_API_BASE: 'http://127.0.0.1:1', TUPPENCE_SANDBOX: 'on' });
});

test('codes are those of RFC 6238, taken one step early or late and no further', () => {
  // Appendix B's secret; its last six figures at 59 s.
  const secret = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;
  const at = (seconds: number) => stepOfCode(secret, '287082', new Date(seconds * 1000));
  expect([at(59), at(29), at(89)]).toEqual([1, 1, 1]);
  expect([at(120), at(150)]).toEqual([null, null]);
  expect(stepOfCode(secret, '28708', new Date(59_000))).toBeNull();
  expect(stepOfCode(secret, '287082 ', new Date(59_000))).toBeNull();
});

test('an authenticator app reads the address we show', () => {
  const secret = newTotpSecret();
  const address = totpAddress(secret, 'ada@example.com');
  expect(address).toMatch(/^otpauth:\/\/totp\/Tuppence:ada%40example\.com\?/);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  expect(stepOfCode(secret, code, new Date())).toBeGreaterThanOrEqual(stepAt(new Date()) - 1);
});

test('a sealed secret opens for its person only, and never once changed', () => {
  const sealed = seal('JBSWY3DPEHPK3PXP', 'person-1');
  expect(sealed).not.toContain('JBSWY3DP');
  expect(unseal(sealed, 'person-1')).toBe('JBSWY3DPEHPK3PXP');
  expect(unseal(sealed, 'person-2')).toBeNull();
  expect(unseal(`${sealed.slice(0, -2)}AA`, 'person-1')).toBeNull();
  expect(unseal('', 'person-1')).toBeNull();
});
