import { expect, test } from 'vitest';
import { getPool, inTransaction } from '@/db/client';
import { suspendPerson } from '@/lib/admin';
import { confirmEmailChange, requestEmailChange } from '@/lib/users';
import { useApp } from '../support/app';
import { signIn } from '../support/sign-in';

const app = useApp({ worker: false, twin: true });

/** What each of the two servers answers to somebody who shows this cookie at their account's door. */
async function bothSay(token: string): Promise<number[]> {
  const servers = [app().url, app().twinUrl];
  return Promise.all(servers.map(async (url) => (await fetch(`${url}/account`, { headers: { cookie: `sid=${token}` }, redirect: 'manual' })).status));
}

const IN = [200, 200];
const OUT = [307, 307];

async function tokenMailedTo(recipient: string): Promise<string> {
  const { rows } = await getPool().query<{ text: string }>('select body_text as text from mail_message where recipient = $1 order by created_at', [recipient]);
  return rows.flatMap(({ text }) => /confirm\?token=(\S+)/.exec(text)?.[1] ?? []).at(-1) ?? '';
}

test('who signs out on one server is out on both, and only with that browser', async () => {
  const [here, elsewhere] = [await signIn('leaving@example.com'), await signIn('leaving@example.com')];
  expect(await bothSay(here.token)).toEqual(IN);
  await fetch(`${app().url}/sign-out`, { method: 'POST', headers: { cookie: `sid=${here.token}`, origin: app().url }, redirect: 'manual' });
  expect(await bothSay(here.token)).toEqual(OUT);
  expect(await bothSay(elsewhere.token)).toEqual(IN);
});

test('who is suspended is out on both servers with every browser', async () => {
  const { personId: actorId } = await signIn('operator@example.com', { isAdmin: true });
  const [here, elsewhere] = [await signIn('shut-out@example.com'), await signIn('shut-out@example.com')];
  expect([await bothSay(here.token), await bothSay(elsewhere.token)]).toEqual([IN, IN]);
  await suspendPerson({ actorId, personId: here.personId, reason: 'Stolen cards', now: new Date() });
  expect([await bothSay(here.token), await bothSay(elsewhere.token)]).toEqual([OUT, OUT]);
});

test('a change of address leaves the browser that agreed to it signed in, and nobody else', async () => {
  const [here, thief] = [await signIn('old-home@example.com'), await signIn('old-home@example.com')];
  const { personId } = here;
  await inTransaction((tx) => requestEmailChange(tx, { personId, newEmail: 'new-home@example.com', now: new Date() }));
  for (const mailbox of ['old-home@example.com', 'new-home@example.com']) {
    const token = await tokenMailedTo(mailbox);
    await inTransaction((tx) => confirmEmailChange(tx, { token, keepSessionId: here.sessionId, now: new Date(), happenedAt: new Date() }));
  }
  expect(await bothSay(here.token)).toEqual(IN);
  expect(await bothSay(thief.token)).toEqual(OUT);
});
