import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { addCreator, begin, readTip, wishFor } from '../support/tips';
import { useApp } from '../support/app';
import { useBrowser } from '../support/pages';

const app = useApp();
const browser = useBrowser();
let handle = '';
let creatorId = '';

beforeAll(async () => {
  const creator = await addCreator();
  handle = creator.handle;
  creatorId = creator.id;
});

async function written(): Promise<unknown> {
  const { rows } = await getDb().execute(sql`
    select (select count(*) from tip) as tips, (select count(*) from tip_draft) as drafts, (select count(*) from payment) as payments`);
  return rows;
}

/** Posts the page's own form as a browser without JavaScript does, with the fields changed. */
async function post(fields: [string, string][], headers: Record<string, string> = {}) {
  const url = `${app().url}/${handle}`;
  const html = await (await fetch(url)).text();
  const form = new FormData();
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)) {
    form.append(name, value.replaceAll('&quot;', '"'));
  }
  form.append('creatorId', creatorId);
  for (const [name, value] of fields) form.append(name, value);
  return fetch(url, { method: 'POST', body: form, headers: { origin: app().url, ...headers }, redirect: 'manual' });
}

describe('a form that lies', () => {
  test('honest, it leads to the page that confirms; that proves that the others reach the same door', async () => {
    const answer = await post([['amount', '3']]);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(new RegExp(`/${handle}/tip/[0-9a-f-]{36}$`))]);
  });

  test.each<[string, [string, string][]]>([
    ['a price of its own', [['amount', '3'], ['platformFeeMinor', '0']]],
    ['an owner of its own', [['amount', '3'], ['ownerId', 'me']]],
    ['another currency', [['amount', '3'], ['currency', 'JPY']]],
    ['two amounts', [['amount', '3'], ['amount', '1']]],
    ['no amount', []],
    ['an amount that is none', [['amount', '1e9']]],
    ['full-width digits', [['amount', '１']]],
    ['a message of 100 kB', [['amount', '3'], ['message', 'x'.repeat(100_000)]]],
    ['another visibility', [['amount', '3'], ['visibility', 'all']]],
    ['a key that is no UUID', [['amount', '3'], ['key', '1']]],
  ])('with %s gets a sentence and changes nothing', async (_what, fields) => {
    const before = await written();
    const answer = await post(fields);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/role="alert"/);
    expect(await written()).toEqual(before);
  });

  test('from another site, from nowhere or without any origin does nothing', async () => {
    const before = await written();
    for (const origin of ['https://evil.example', 'null', '']) {
      const answer = await post([['amount', '3']], { origin });
      expect(answer.headers.get('location'), origin).toBeNull();
    }
    expect(await written()).toEqual(before);
  });

  test('larger than a form can be is refused, and the server lives', async () => {
    // Refused while it is still being sent: some clients see the answer, others a closed connection.
    const status = await post([['amount', '3'], ['message', 'x'.repeat(3_000_000)]]).then((answer) => answer.status, () => 413);
    expect(status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${app().url}/healthz`)).status).toBe(200);
  });

  test('for a creator who is gone says so and charges nothing', async () => {
    const gone = await addCreator({ status: 'suspended' });
    expect((await fetch(`${app().url}/${gone.handle}`)).status).toBe(404);
    const before = await written();
    const answer = await post([['creatorId', gone.id], ['amount', '3']]);
    expect(await answer.text()).toMatch(/role="alert"/);
    expect(await written()).toEqual(before);
  });
});

describe('the return page', () => {
  test('opened twenty times before anything was paid gives no credit', async () => {
    const { tip, payment } = await begin(creatorId, wishFor(300));
    for (let time = 0; time < 20; time += 1) {
      const answer = await fetch(app().url + payment.returnPath);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toContain('no-store');
    }
    expect((await readTip(tip.id)).tip.status).toBe('pending');
    const html = await (await fetch(app().url + payment.returnPath.replace(/\?.*/, ''))).text();
    expect(html).toContain('This tip is not paid yet');
  });

  test('with an invented token or session does not exist', async () => {
    for (const address of ['/receipts/cs_test_invented', '/receipts/', `/receipts/${'A'.repeat(46)}`, '/receipts/..%2f..%2fetc']) {
      expect((await fetch(app().url + address)).status, address).toBe(404);
    }
  });

  test('shows HTML and right-to-left marks of a message as text, in its place', async () => {
    const { payment } = await begin(creatorId, wishFor(300, { message: '<img src=x onerror=alert(1)> שלום', displayName: '<b>Ada</b>' }));
    const page = await browser.open();
    await page.goto(app().url + payment.returnPath);
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('main b').count()).toBe(0);
  });
});

test('the mailbox exists for this machine only, and not behind a proxy', async () => {
  expect((await fetch(`${app().url}/mailbox`)).status).toBe(200);
  const behindProxy: Record<string, string>[] = [{ 'x-forwarded-for': '203.0.113.7' }, { forwarded: 'for=203.0.113.7' }, { 'x-tuppence-local': '1', 'x-forwarded-host': 'evil.example' }];
  for (const headers of behindProxy) {
    expect((await fetch(`${app().url}/mailbox`, { headers })).status).toBe(404);
  }
});
