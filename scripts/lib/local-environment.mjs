import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { localSecrets } from './secrets.mjs';

/** Reads `.env.local` and `.env`; what is set already stays, the first file wins. */
export function loadEnvironmentFiles() {
  for (const name of ['.env.local', '.env']) {
    const file = path.join(root, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
}

/** Without a key of the real processor the sandbox takes its place (DESIGN.md 6). */
export function wantsSandbox() {
  return !process.env.STRIPE_SECRET_KEY && process.env.TUPPENCE_SANDBOX !== 'off';
}

/** What our processes need to know beside the database; lib/env checks all of it at their boot. */
export function serviceEnvironment({ folder, port, sandboxPort, dev }) {
  const common = {
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    APP_URL: process.env.APP_URL ?? `http://localhost:${port}`,
    MEDIA_DIR: process.env.MEDIA_DIR ?? path.join(folder, 'media'),
  };
  if (!sandboxPort) return { ...common, TUPPENCE_SANDBOX: 'off' };
  const { authSecret, webhookSecret, connectWebhookSecret, thinWebhookSecret } = localSecrets(folder);
  return {
    ...common,
    TUPPENCE_SANDBOX: 'on',
    PAYMENT_METHODS: 'card,sepa_debit,paypal',
    AUTH_SECRET: process.env.AUTH_SECRET ?? authSecret,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_CONNECT_WEBHOOK_SECRET: connectWebhookSecret,
    STRIPE_THIN_WEBHOOK_SECRET: thinWebhookSecret,
    STRIPE_API_BASE: `http://127.0.0.1:${sandboxPort}`,
  };
}

/** What the sandbox itself is told (sandbox/main.ts). */
export function sandboxEnvironment({ folder, port, sandboxPort }) {
  const { webhookSecret, connectWebhookSecret, thinWebhookSecret } = localSecrets(folder);
  const door = `http://127.0.0.1:${port}/api/webhooks/stripe`;
  return {
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_DATA: path.join(folder, 'sandbox'),
    SANDBOX_KEY: 'sk_test_sandbox',
    SANDBOX_WEBHOOK_URL: door,
    SANDBOX_WEBHOOK_SECRET: webhookSecret,
    SANDBOX_CONNECT_WEBHOOK_URL: `${door}-connect`,
    SANDBOX_CONNECT_WEBHOOK_SECRET: connectWebhookSecret,
    SANDBOX_THIN_WEBHOOK_URL: `${door}-thin`,
    SANDBOX_THIN_WEBHOOK_SECRET: thinWebhookSecret,
  };
}
