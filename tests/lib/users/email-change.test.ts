import { beforeEach, expect, test } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import { newId } from '@/lib/ids';
import {
  cancelEmailChange, confirmEmailChange, findChangeByToken, findProfile, findWaitingChange, purgeEmailChanges, purgeFormerAddresses, requestEmailChange,
  stopEmailChange,
} from '@/lib/users';
import { addPerson } from '../../support/people';
import { useWorld } from '../../support/world';

useWorld();

const HOUR_MS = 3_600_000;
let owner = { id: '', email: '' };
let fresh = '';
const now = () => new Date();

beforeEach(async () => {
  const { id, email } = await addPerson();
  owner = { id, email: email ?? '' };
  fresh = `new-${id.slice(-12)}@fans.example`;
});

async function sessions(): Promise<string[]> {
  const { rows } = await getPool().query('select id from session where person_id = $1 order by id', [owner.id]);
  return rows.map((row) => row.id);
}

async function addSession(): Promise<string> {
  const id = newId();
  await getPool().query("insert into session (id, token_hash, person_id, expires_at) values ($1::uuid, $1::text, $2, now() + interval '1 day')", [id, owner.id]);
  return id;
}

async function mailsTo(recipient: string): Promise<{ subject: string; text: string }[]> {
  const { rows } = await getPool().query('select subject, body_text as text from mail_message where recipient = $1 order by created_at, id', [recipient]);
  return rows;
}

/** The token that only the reader of a mailbox has: it is stored nowhere else. */
async function tokenIn(recipient: string): Promise<string> {
  const found = (await mailsTo(recipient)).flatMap(({ text }) => /confirm\?token=(\S+)/.exec(text)?.[1] ?? []);
  const token = found.at(-1);
  if (!token) throw new Error(`no link was mailed to ${recipient}`);
  return token;
}

const ask = (newEmail = fresh) => inTransaction((tx) => requestEmailChange(tx, { personId: owner.id, newEmail, now: now() }));
const agree = async (recipient: string, keepSessionId: string | null = null, at = now()) => {
  const token = await tokenIn(recipient);
  return inTransaction((tx) => confirmEmailChange(tx, { token, keepSessionId, now: at, happenedAt: at }));
};
const address = async () => (await findProfile(getDb(), owner.id)).email;

test.each(['old', 'new'] as const)('the address changes once both mailboxes agreed, the %s one first', async (first) => {
  const [here, elsewhere] = [await addSession(), await addSession()];
  await getPool().query("insert into sign_in_link (email, token_hash, expires_at) values ($1, $2, now() + interval '10 minutes')", [owner.email, newId()]);
  await ask(`  ${fresh.toUpperCase()} `);
  expect(await findWaitingChange(getDb(), owner.id, now())).toMatchObject({ newEmail: fresh, oldProven: false, newProven: false });
  const [one, two] = first === 'old' ? [owner.email, fresh] : [fresh, owner.email];
  expect(await agree(one)).toEqual({ waitsFor: first === 'old' ? 'new' : 'old' });
  expect(await address()).toBe(owner.email);
  expect(await sessions()).toEqual([here, elsewhere]);
  expect(await agree(two, here)).toEqual({ waitsFor: null });
  expect(await address()).toBe(fresh);
  expect(await sessions()).toEqual([here]);
  const { rows } = await getPool().query('select 1 from sign_in_link where email = $1', [owner.email]);
  expect(rows).toEqual([]);
  expect((await mailsTo(owner.email)).map((mail) => mail.subject)).toEqual(['Is your address to change?', 'Your address was changed']);
  expect((await mailsTo(fresh)).map((mail) => mail.subject)).toEqual(['Is this your new address?', 'This is your address now']);
  await expect(agree(two)).rejects.toMatchObject({ code: 'EmailChangeGone' });
});

test('the address that was left is remembered for warnings, from the moment of the change until it is cleared', async () => {
  const left = async () => (await getPool().query<{ email: string }>('select email from former_address where person_id = $1', [owner.id])).rows.map(({ email }) => email);
  await ask();
  await agree(owner.email);
  expect(await left()).toEqual([]);
  const at = new Date();
  await agree(fresh, null, at);
  expect(await left()).toEqual([owner.email]);
  await purgeFormerAddresses(at);
  expect(await left()).toEqual([owner.email]);
  await purgeFormerAddresses(new Date(at.getTime() + 1));
  expect(await left()).toEqual([]);
});

test('a stolen session takes no account over: without the old mailbox nothing changes, and the owner throws the thief out', async () => {
  const evil = 'thief@evil.example';
  await addSession();
  await ask(evil);
  expect(await agree(evil)).toEqual({ waitsFor: 'old' });
  expect(await agree(evil)).toEqual({ waitsFor: 'old' });
  expect(await address()).toBe(owner.email);
  const token = await tokenIn(owner.email);
  await inTransaction((tx) => stopEmailChange(tx, token, now()));
  expect(await sessions()).toEqual([]);
  await expect(agree(evil)).rejects.toMatchObject({ code: 'EmailChangeGone' });
  expect(await address()).toBe(owner.email);
});

test('a stranger whose address was typed by mistake can end the request but signs nobody out', async () => {
  const session = await addSession();
  await ask();
  const token = await tokenIn(fresh);
  await inTransaction((tx) => stopEmailChange(tx, token, now()));
  expect(await sessions()).toEqual([session]);
  await expect(findChangeByToken(getDb(), token, now())).rejects.toMatchObject({ code: 'EmailChangeGone' });
});

test('a taken address is answered and mailed like a free one; only its own mailbox learns of the account', async () => {
  const other = await addPerson();
  await ask(other.email ?? '');
  const toTaken = (await mailsTo(other.email ?? '')).map(({ subject, text }) => [subject, text.replace(/token=\S+/, '')]);
  const toOld = (await mailsTo(owner.email)).length;
  await ask(fresh);
  expect((await mailsTo(fresh)).map(({ subject, text }) => [subject, text.replace(/token=\S+/, '')])).toEqual(toTaken);
  expect((await mailsTo(owner.email)).length).toBe(2 * toOld);
  await ask(other.email ?? '');
  await agree(owner.email);
  await expect(agree(other.email ?? '')).rejects.toMatchObject({ code: 'AddressHasAccount' });
  expect(await address()).toBe(owner.email);
});

test('a link is dead after an hour, after a newer request, and once taken back', async () => {
  await ask();
  await agree(owner.email);
  await expect(agree(fresh, null, new Date(Date.now() + HOUR_MS + 1_000))).rejects.toMatchObject({ code: 'EmailChangeGone' });
  const old = await tokenIn(fresh);
  await ask();
  await expect(inTransaction((tx) => confirmEmailChange(tx, { token: old, keepSessionId: null, now: now(), happenedAt: now() }))).rejects.toMatchObject({ code: 'EmailChangeGone' });
  expect(await agree(fresh)).toEqual({ waitsFor: 'old' });
  await inTransaction((tx) => cancelEmailChange(tx, owner.id));
  await expect(agree(owner.email)).rejects.toMatchObject({ code: 'EmailChangeGone' });
  await ask();
  expect(await purgeEmailChanges(new Date(Date.now() + HOUR_MS + 1_000))).toBeGreaterThan(0);
  expect(await findWaitingChange(getDb(), owner.id, now())).toBeNull();
});

test('looking at a link changes nothing, however often; both agreeing at once change it once', async () => {
  await ask();
  const [fromOld, fromNew] = [await tokenIn(owner.email), await tokenIn(fresh)];
  for (let at = 0; at < 20; at += 1) await findChangeByToken(getDb(), fromNew, now());
  expect(await findChangeByToken(getDb(), fromOld, now())).toMatchObject({ side: 'old', proven: false });
  const answers = await Promise.all([fromOld, fromNew].map((token) => inTransaction((tx) => confirmEmailChange(tx, { token, keepSessionId: null, now: now(), happenedAt: now() }))));
  expect(answers.filter((answer) => answer.waitsFor === null)).toHaveLength(1);
  expect(await address()).toBe(fresh);
});

test('two people who want one address: the first has it, the second is refused', async () => {
  await ask();
  await agree(owner.email);
  const rival = await addPerson();
  await inTransaction((tx) => requestEmailChange(tx, { personId: rival.id, newEmail: fresh, now: now() }));
  await agree(rival.email ?? '');
  const { rows } = await getPool().query<{ text: string }>("select body_text as text from mail_message where recipient = $1 and key like 'email_change.new:%'", [fresh]);
  const tokens = rows.flatMap(({ text }) => /token=(\S+)/.exec(text)?.[1] ?? []);
  const answers = await Promise.allSettled(tokens.map((token) => inTransaction((tx) => confirmEmailChange(tx, { token, keepSessionId: null, now: now(), happenedAt: now() }))));
  expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({ reason: { code: 'AddressHasAccount' } });
});

test.each(['', 'nobody', 'a@b', 'a@b.example,c@d.example', 'a\r\nBcc: c@d.example', `${'x'.repeat(250)}@b.example`])('%j is no address', async (typed) => {
  await expect(ask(typed)).rejects.toMatchObject({ code: 'AddressInvalid', field: 'email' });
});

test('the own address is no change', async () => {
  await expect(ask(owner.email.toUpperCase())).rejects.toMatchObject({ code: 'AddressUnchanged' });
});
