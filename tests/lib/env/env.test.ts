import { describe, expect, it } from 'vitest';
import { isLoopbackHost, parseEnv } from '@/lib/env';

const sandbox = {
  DATABASE_URL: 'postgres://localhost/t',
  APP_URL: 'http://localhost:3000',
  AUTH_SECRET: 'x'.repeat(40),
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_API_BASE: 'http://127.0.0.1:12111',
  TUPPENCE_SANDBOX: 'on',
};
const real = {
  DATABASE_URL: 'postgres://db.example/t',
  APP_URL: 'https://tips.example',
  AUTH_SECRET: 'x'.repeat(40),
  STRIPE_SECRET_KEY: `sk_live_${'1'.repeat(20)}`,
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  SMTP_URL: 'smtp://mail.example',
};

describe('the environment', () => {
  it('boots the sandbox on loopback and the real thing elsewhere', () => {
    expect(parseEnv(sandbox).sandbox).toBe(true);
    expect(parseEnv(real).sandbox).toBe(false);
  });

  it.each(Object.keys(real))('does not boot for real without %s', (name) => {
    expect(() => parseEnv({ ...real, [name]: '' })).toThrow(name);
  });

  it.each([
    ['a public address', { APP_URL: 'https://tips.example' }],
    ['a base elsewhere', { STRIPE_API_BASE: 'http://10.0.0.5:80' }],
    ['no base', { STRIPE_API_BASE: '' }],
    ['a live key', { STRIPE_SECRET_KEY: `sk_live_${'1'.repeat(20)}` }],
  ])('never plays sandbox with %s', (_what, change) => {
    expect(() => parseEnv({ ...sandbox, ...change })).toThrow('Environment');
  });

  it('never lets next-auth believe a request about our address', () => {
    expect(() => parseEnv({ ...sandbox, AUTH_TRUST_HOST: 'true' })).toThrow('AUTH_TRUST_HOST');
    expect(() => parseEnv({ ...real, AUTH_TRUST_HOST: '1' })).toThrow('AUTH_TRUST_HOST');
  });

  it.each(['GOOGLE_ID', 'GOOGLE_SECRET', 'GITHUB_ID', 'GITHUB_SECRET'])('takes %s only with its other half', (name) => {
    expect(() => parseEnv({ ...sandbox, [name]: 'x' })).toThrow(name);
  });

  it('trusts no proxy unless told how many', () => {
    expect(parseEnv(sandbox).TRUSTED_HOPS).toBe(0);
    expect(parseEnv({ ...sandbox, TRUSTED_HOPS: '2' }).TRUSTED_HOPS).toBe(2);
    expect(() => parseEnv({ ...sandbox, TRUSTED_HOPS: 'all' })).toThrow('TRUSTED_HOPS');
  });

  it('never takes a base, or plain http, for real money', () => {
    expect(() => parseEnv({ ...real, STRIPE_API_BASE: 'http://127.0.0.1:1' })).toThrow('STRIPE_API_BASE');
    expect(() => parseEnv({ ...real, APP_URL: 'http://tips.example' })).toThrow('APP_URL');
  });

  it('names variables in its errors and never their values', () => {
    const message = (() => {
      try {
        parseEnv({ ...real, AUTH_SECRET: 'short-secret', SMTP_URL: 'hunter2' });
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    })();
    expect(message).toContain('AUTH_SECRET');
    expect(message).not.toMatch(/short-secret|hunter2|sk_live/);
  });

  it.each(['localhost', '127.0.0.1', '127.9.9.9', '[::1]'])('knows %s as this machine', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(['localhost.evil.example', '127.0.0.1.evil.example', '128.0.0.1', '0.0.0.0'])('does not take %s for it', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
