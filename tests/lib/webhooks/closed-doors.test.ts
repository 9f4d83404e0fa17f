import { afterEach, expect, test, vi } from 'vitest';
import { signed } from '../../support/sandbox-controls';

const event = { id: 'evt_1', object: 'event', type: 'payout.paid', account: 'acct_1', created: 1, livemode: false, data: { object: { id: 'po_1', object: 'payout' } } };
const thin = { id: 'evt_2', object: 'v2.core.event', type: 'v2.core.account.closed', created: '2026-11-21T00:00:00.000Z', livemode: false, related_object: null };
const { account: _account, ...own } = event;

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The room as a process with this environment would load it. */
async function verifierWith(secrets: Record<string, string>) {
  const base = {
    DATABASE_URL: 'postgres://nobody', APP_URL: 'http://localhost:3999', AUTH_SECRET: 'x'.repeat(40), STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_API_BASE: 'http://127.0.0.1:1', TUPPENCE_SANDBOX: 'on', STRIPE_WEBHOOK_SECRET: '', STRIPE_CONNECT_WEBHOOK_SECRET: '', STRIPE_THIN_WEBHOOK_SECRET: '',
  };
  for (const [name, value] of Object.entries({ ...base, ...secrets })) vi.stubEnv(name, value);
  vi.resetModules();
  return (await import('@/lib/stripe')).verifyEvent;
}

test('a door without a secret is closed, also to what an empty one would sign', async () => {
  const verify = await verifierWith({});
  for (const [door, body] of [['platform', own], ['connect', event], ['thin', thin]] as const) {
    for (const secret of ['', 'whsec_other']) {
      const { rawBody, signature } = signed(body, { secret: secret || ' ' });
      expect([door, verify(rawBody, signature, door), verify(rawBody, undefined, door)]).toEqual([door, null, null]);
    }
  }
});

test('each door opens with its own secret alone', async () => {
  const secrets = { platform: 'whsec_one', connect: 'whsec_two', thin: 'whsec_three' };
  const verify = await verifierWith({
    STRIPE_WEBHOOK_SECRET: secrets.platform, STRIPE_CONNECT_WEBHOOK_SECRET: secrets.connect, STRIPE_THIN_WEBHOOK_SECRET: secrets.thin,
  });
  for (const [door, body] of [['platform', own], ['connect', event], ['thin', thin]] as const) {
    for (const [other, secret] of Object.entries(secrets)) {
      const { rawBody, signature } = signed(body, { secret });
      expect([door, other, verify(rawBody, signature, door)?.id ?? null]).toEqual([door, other, other === door ? body.id : null]);
    }
  }
});
