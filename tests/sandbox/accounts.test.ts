import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { Receiver, refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox({ verifyDelayMs: 1_000 });
const WHOLE = ['configuration.recipient', 'defaults', 'identity', 'requirements'] as const;
const receiver = new Receiver();
let secret = '';

beforeAll(async () => {
  await receiver.start();
  const destination = await sandbox().stripe.v2.core.eventDestinations.create({
    name: 'thin', type: 'webhook_endpoint', event_payload: 'thin', webhook_endpoint: { url: receiver.url },
    enabled_events: ['v2.core.account.created', 'v2.core.account[configuration.recipient].capability_status_updated', 'v2.core.account[requirements].updated', 'v2.core.account[defaults].updated'],
    include: ['webhook_endpoint.signing_secret'],
  });
  secret = destination.webhook_endpoint?.signing_secret ?? '';
});
afterAll(() => receiver.stop());

/** Whether an event names this account as what it is about. */
function isAbout(event: Stripe.V2.Core.EventNotification, id: string): boolean {
  const about = 'related_object' in event ? event.related_object : null;
  return about != null && 'id' in about && about.id === id;
}

function recipient(params: Stripe.V2.Core.AccountCreateParams = {}) {
  return sandbox().stripe.v2.core.accounts.create({
    contact_email: 'river@example.com',
    dashboard: 'express',
    defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
    include: [...WHOLE],
    ...params,
  });
}

function link(account: string, type: 'account_onboarding' | 'account_update' = 'account_onboarding') {
  const urls = { refresh_url: 'http://localhost:3000/refresh', return_url: 'http://localhost:3000/return' };
  const use: Stripe.V2.Core.AccountLinkCreateParams['use_case'] =
    type === 'account_update' ? { type, account_update: urls } : { type, account_onboarding: urls };
  return sandbox().stripe.v2.core.accountLinks.create({ account, use_case: use });
}

const whole = (id: string) => sandbox().stripe.v2.core.accounts.retrieve(id, { include: [...WHOLE] });
const statusOf = (account: Stripe.V2.Core.Account) =>
  account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;
const FORM = { given_name: 'Jo', surname: 'River', country: 'US', bank_number: '000123456789' };
const fill = (url: string, form: Record<string, string>) => sandbox().post(new URL(url).pathname, form);
const thin = () =>
  receiver.received.map(({ body, headers }) =>
    sandbox().stripe.parseEventNotification(body, String(headers['stripe-signature']), secret),
  );

describe('an account', () => {
  test('says what is due before transfers may go to it, and shows its parts only when asked', async () => {
    const account = await recipient();
    expect(account).toMatchObject({ object: 'v2.core.account', applied_configurations: ['recipient'], dashboard: 'express' });
    expect(statusOf(account)).toBe('pending');
    expect(account.requirements?.entries?.map(({ description }) => description)).toContain('defaults.payout_methods');
    expect(account.requirements?.summary?.minimum_deadline?.status).toBe('currently_due');
    const bare = await sandbox().stripe.v2.core.accounts.retrieve(account.id);
    expect([bare.configuration, bare.requirements, bare.identity]).toEqual([undefined, undefined, undefined]);
  });

  test('is the same for the same key, and an unknown one is not found', async () => {
    const params = { display_name: 'Twice', configuration: { recipient: {} } };
    const { accounts } = sandbox().stripe.v2.core;
    const one = await accounts.create(params, { idempotencyKey: 'acct-1' });
    const two = await accounts.create(params, { idempotencyKey: 'acct-1' });
    expect(two.id).toBe(one.id);
    expect((await refusal(accounts.retrieve('acct_nobody'))).statusCode).toBe(404);
  });

  test('is refused with what our kind of charge cannot have, or the sandbox does not know', async () => {
    await refusal(recipient({ defaults: { responsibilities: { losses_collector: 'stripe', fees_collector: 'application' } } }));
    await refusal(recipient({ configuration: { merchant: {} } }));
  });

  test('changes by name, mail and metadata; all are listed, page by page', async () => {
    const { id } = await recipient();
    const changed = await sandbox().stripe.v2.core.accounts.update(id, { display_name: 'River', metadata: { page: '7' } });
    expect(changed).toMatchObject({ display_name: 'River', metadata: { page: '7' } });
    const ids: string[] = [];
    for await (const account of sandbox().stripe.v2.core.accounts.list({ limit: 1 })) ids.push(account.id);
    expect(ids[0]).toBe(id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the onboarding page', () => {
  test('tells all in one form; transfers are pending, then active, and each step is a thin event', async () => {
    const account = await recipient();
    const { url } = await link(account.id);
    const page = await (await fetch(url)).text();
    expect(page).toContain('Test payment: no money moves');
    expect(page).not.toMatch(/stripe/i);
    const done = await fill(url, FORM);
    expect([done.status, done.headers.get('location')]).toEqual([303, 'http://localhost:3000/return']);
    expect(statusOf(await whole(account.id))).toBe('pending');
    await sandbox().advance(1_500);
    const after = await whole(account.id);
    expect(statusOf(after)).toBe('active');
    expect(after.requirements?.entries).toEqual([]);
    expect(after.identity).toMatchObject({ country: 'US', individual: { given_name: 'Jo', surname: 'River' } });
    await sandbox().drain();
    const told = thin().filter((event) => isAbout(event, account.id));
    expect(told.map(({ type }) => type).sort()).toEqual([
      'v2.core.account.created',
      'v2.core.account[configuration.recipient].capability_status_updated',
      'v2.core.account[defaults].updated',
      'v2.core.account[requirements].updated',
    ]);
  });

  test('opens once: who comes again, or too late, is sent to ask for another', async () => {
    const account = await recipient();
    const { url } = await link(account.id);
    await fetch(url);
    const again = await fetch(url, { redirect: 'manual' });
    expect([again.status, again.headers.get('location')]).toEqual([303, 'http://localhost:3000/refresh']);
    await fill(url, FORM);
    await fill(url, { ...FORM, bank_number: '000111111116' });
    expect((await whole(account.id)).identity?.individual?.surname).toBe('River');
    const late = await link(account.id);
    await sandbox().advance(6 * 60_000);
    expect((await fetch(late.url, { redirect: 'manual' })).headers.get('location')).toBe('http://localhost:3000/refresh');
  });

  test('accepts listed numbers only and shows no other again', async () => {
    const account = await recipient();
    const { url } = await link(account.id);
    const answer = await fill(url, { ...FORM, bank_number: '123456789012' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).not.toContain('123456789012');
    expect((await fill(url, { ...FORM, country: 'DE' })).status).toBe(422);
    const helped = await (await fill(url, { ...FORM, country: 'DE', bank_number: '', use: 'DE89370400440532013000' })).text();
    expect(helped).toContain('value="DE89 3704 0044 0532 0130 00"');
    expect((await whole(account.id)).identity?.individual?.given_name).toBeUndefined();
  });

  test('a link needs an account that is there and the addresses of its kind', async () => {
    await refusal(link('acct_nobody'));
    const { id } = await recipient();
    expect((await refusal(link(id, 'account_update'))).message).toContain('account_onboarding');
  });
});

test('a past requirement stops transfers until it is told; another bank account is a thin event', async () => {
  const { id } = await recipient();
  await sandbox().control(`/accounts/${id}/onboard`, {});
  expect(statusOf(await whole(id))).toBe('active');
  await sandbox().control(`/accounts/${id}/require`, { deadline: 'currently_due' });
  expect(statusOf(await whole(id))).toBe('active');
  await sandbox().control(`/accounts/${id}/require`, { deadline: 'past_due' });
  const stopped = await whole(id);
  expect(statusOf(stopped)).toBe('restricted');
  expect(stopped.requirements?.entries?.[0]).toMatchObject({ minimum_deadline: { status: 'past_due' }, awaiting_action_from: 'user' });
  await fill((await link(id, 'account_update')).url, FORM);
  await sandbox().advance(1_500);
  expect(statusOf(await whole(id))).toBe('active');
  const before = (await whole(id)).defaults?.payout_methods;
  await sandbox().control(`/accounts/${id}/bank`, { bank_number: '000111111116' });
  expect((await whole(id)).defaults?.payout_methods).not.toEqual(before);
});

test('the bank account that is paid out to is named to who asks in its context, and is the same when it is told again', async () => {
  const { id } = await recipient();
  await sandbox().control(`/accounts/${id}/onboard`, {});
  const methods = (await whole(id)).defaults?.payout_methods ?? {};
  const method = await sandbox().stripe.v2.moneyManagement.payoutMethods.retrieve(methods.usd ?? '', {}, { stripeContext: id });
  expect(method).toMatchObject({ type: 'bank_account', bank_account: { last4: '6789', country: 'US' } });
  await refusal(sandbox().stripe.v2.moneyManagement.payoutMethods.retrieve(methods.usd ?? '', {}));
  await sandbox().control(`/accounts/${id}/onboard`, {});
  expect((await whole(id)).defaults?.payout_methods).toEqual(methods);
});

test('an account that was taken away can no longer be asked about; a closed one can, and takes nothing', async () => {
  const [left, closed] = [await recipient(), await recipient()];
  for (const { id } of [left, closed]) await sandbox().control(`/accounts/${id}/onboard`, {});
  await sandbox().control(`/accounts/${left.id}/leave`, {});
  expect(await refusal(whole(left.id))).toMatchObject({ statusCode: 403, code: 'account_invalid' });
  expect((await refusal(sandbox().stripe.payouts.list({}, { stripeAccount: left.id }))).statusCode).toBe(403);
  await sandbox().control(`/accounts/${closed.id}/close`, {});
  const after = await whole(closed.id);
  expect([after.closed, statusOf(after)]).toEqual([true, undefined]);
  await refusal(sandbox().stripe.transfers.create({ amount: 100, currency: 'usd', destination: closed.id }));
});

describe('thin events', () => {
  test('are signed with a secret of their own, name the account and lead to it', async () => {
    const account = await recipient();
    await sandbox().drain();
    const event = thin().find((one) => isAbout(one, account.id));
    if (event?.type !== 'v2.core.account.created') throw new Error('no event about the account');
    expect(event).not.toHaveProperty('data');
    expect((await event.fetchRelatedObject()).id).toBe(account.id);
    expect((await event.fetchEvent()).id).toBe(event.id);
    expect(() => sandbox().stripe.parseEventNotification(receiver.received[0]?.body ?? '', String(receiver.received[0]?.headers['stripe-signature']), 'whsec_other')).toThrow();
  });

  test('are listed, also by object and by kind', async () => {
    const account = await recipient();
    await sandbox().control(`/accounts/${account.id}/onboard`, {});
    const types = ['v2.core.account[configuration.recipient].capability_status_updated'];
    const { data } = await sandbox().stripe.v2.core.events.list({ object_id: account.id, types });
    expect(data.map(({ type }) => type)).toEqual(types);
    expect(data[0]).toMatchObject({ data: { updated_capability: 'stripe_balance.stripe_transfers' } });
  });

  test('go only to whom they are for: not to a disabled destination, and only to this machine', async () => {
    const { eventDestinations } = sandbox().stripe.v2.core;
    const base = { name: 'x', type: 'webhook_endpoint', event_payload: 'thin', enabled_events: ['v2.core.account.created'] } as const;
    await refusal(eventDestinations.create({ ...base, enabled_events: [...base.enabled_events], webhook_endpoint: { url: 'https://example.com/x' } }));
    const other = new Receiver();
    await other.start();
    const made = await eventDestinations.create({ ...base, enabled_events: [...base.enabled_events], webhook_endpoint: { url: other.url } });
    expect(made.webhook_endpoint?.signing_secret).toBeUndefined();
    await eventDestinations.disable(made.id);
    await recipient();
    await sandbox().drain();
    expect(other.received).toEqual([]);
    await eventDestinations.del(made.id);
    expect((await refusal(eventDestinations.retrieve(made.id))).statusCode).toBe(404);
    await other.stop();
  });
});
