import { expect, test } from 'vitest';
import { boot } from '../support/boot';

const SECRETS = ['sk_live_secret', 'sk_test_secret', 'whsec_secret', 'password'];

const sandbox = {
  TUPPENCE_SANDBOX: 'on',
  APP_URL: 'http://localhost:3999',
  PORT: '0',
  AUTH_SECRET: 'x'.repeat(40),
  STRIPE_SECRET_KEY: 'sk_test_secret',
  STRIPE_WEBHOOK_SECRET: 'whsec_secret',
  STRIPE_API_BASE: 'http://127.0.0.1:4242',
  DATABASE_URL: 'postgres://owner:password@127.0.0.1:1/none',
};
const real = {
  ...sandbox,
  TUPPENCE_SANDBOX: 'off',
  APP_URL: 'https://tuppence.example',
  STRIPE_SECRET_KEY: 'sk_live_secret',
  STRIPE_API_BASE: undefined,
  SMTP_URL: 'smtps://mail:password@mail.example',
};

test.each<[fault: string, name: string, env: Record<string, string | undefined>]>([
  ['the sandbox on an address of the network', 'HOST', { ...sandbox, HOST: '0.0.0.0' }],
  ['the sandbox under a public address', 'APP_URL', { ...sandbox, APP_URL: 'https://tuppence.example' }],
  ['the sandbox with a live key', 'STRIPE_SECRET_KEY', { ...sandbox, STRIPE_SECRET_KEY: 'sk_live_secret' }],
  ['the sandbox at somebody else\'s base', 'STRIPE_API_BASE', { ...sandbox, STRIPE_API_BASE: 'https://stripe.example' }],
  ['a live key with a base', 'STRIPE_API_BASE', { ...real, STRIPE_API_BASE: 'http://127.0.0.1:4242' }],
  ['a live key without a webhook secret', 'STRIPE_WEBHOOK_SECRET', { ...real, STRIPE_WEBHOOK_SECRET: '' }],
  ['a live key without mail', 'SMTP_URL', { ...real, SMTP_URL: undefined }],
  ['a public address without https', 'APP_URL', { ...real, APP_URL: 'http://tuppence.example' }],
  ['no secret', 'AUTH_SECRET', { ...real, AUTH_SECRET: undefined }],
  ['no database', 'DATABASE_URL', { ...real, DATABASE_URL: undefined }],
])('with %s the server does not boot, and says %s without any value', async (_fault, name, env) => {
  const { code, words } = await boot(env);
  expect(code).toBe(1);
  expect(words).toContain('Environment:');
  expect(words).toContain(name);
  for (const secret of SECRETS) expect(words).not.toContain(secret);
});

test('a whole live configuration boots, whatever the state of the database', async () => {
  expect(await boot(real)).toMatchObject({ code: 0 });
});
