import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool, inTransaction } from '@/db/client';
import { runJob } from '@/lib/jobs';
import { enqueueMail, renderMail, sendDueMails } from '@/lib/mail';
import { newId } from '@/lib/ids';
import { SmtpServer } from '../../support/smtp';
import { addCreator, beginAndPay, GOOD_CARD, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

const smtp = new SmtpServer();

beforeAll(async () => {
  await smtp.open();
  // Read once, at the first use of the environment.
  process.env.SMTP_URL = smtp.url;
});
afterAll(async () => {
  await smtp.close();
  delete process.env.SMTP_URL;
});
beforeEach(async () => {
  smtp.mood = 'takes';
  smtp.delivered.length = 0;
  await getPool().query('delete from mail_message');
});

const letter = (change: Partial<Parameters<typeof enqueueMail>[1]> = {}) => ({
  key: `test:${newId()}`,
  recipient: 'ada@fans.example',
  subject: 'Your tip — with thanks',
  ...renderMail({ title: 'Thanks', paragraphs: ['Käse & Brot.\nA line that begins with a dot:\n.dot'], rows: [['Tip', '$3.00']] }),
  ...change,
});
const enqueue = (change: Parameters<typeof letter>[0] = {}) => inTransaction((tx) => enqueueMail(tx, letter(change)));

type Row = { state: string; attempts: number; failure: string | null; waits: number };
async function outbox(): Promise<Row[]> {
  const { rows } = await getPool().query<Row>(
    `select state, attempts, failure_code as failure, round(extract(epoch from next_attempt_at - now()) / 60)::int as waits from mail_message order by created_at, id`,
  );
  return rows;
}
const soon = () => getPool().query("update mail_message set next_attempt_at = now() where state = 'waiting'");

test('a mail leaves as plain text and HTML, to exactly one address, once', async () => {
  await enqueue();
  expect(await sendDueMails()).toBe(1);
  expect(await sendDueMails()).toBe(0);
  const [mail] = smtp.delivered;
  expect(smtp.delivered).toHaveLength(1);
  expect(mail?.to).toEqual(['ada@fans.example']);
  expect(mail?.source).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(mail?.source).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
  expect(mail?.source).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
  expect(mail?.source).not.toMatch(/^List-Unsubscribe/m);
  expect(await outbox()).toMatchObject([{ state: 'sent', failure: null }]);
});

test('mail that can be ended says so to the mail program, for one press', async () => {
  await enqueue({ unsubscribeUrl: 'https://tuppence.example/unsubscribe/x' });
  await sendDueMails();
  expect(smtp.delivered[0]?.source).toMatch(/^List-Unsubscribe: <https:\/\/tuppence\.example\/unsubscribe\/x>/m);
  expect(smtp.delivered[0]?.source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
});

test.each(['signin', 'email_change.old', 'email_change.new'])('a link by which somebody gets in is kept no longer than it takes to send it (%s)', async (occasion) => {
  await enqueue({ key: `${occasion}:${newId()}` });
  await enqueue();
  await sendDueMails();
  const { rows } = await getPool().query('select key, body_text, body_html from mail_message');
  const emptied = rows.filter((row) => row.body_text === '' && row.body_html === '').map((row) => row.key.split(':')[0]);
  expect(emptied).toEqual([occasion]);
});

test.each([
  ['defers', 'EENVELOPE 451'], ['refuses', 'EENVELOPE 554'],
] as const)('a server that %s gets the mail again later, and later still', async (mood, failure) => {
  smtp.mood = mood;
  await enqueue();
  expect(await sendDueMails()).toBe(0);
  expect(await outbox()).toEqual([{ state: 'waiting', attempts: 1, failure, waits: 1 }]);
  expect(await sendDueMails()).toBe(0);
  for (const waits of [2, 4, 8]) {
    await soon();
    await sendDueMails();
    expect((await outbox())[0]?.waits).toBe(waits);
  }
  smtp.mood = 'takes';
  await soon();
  expect(await sendDueMails()).toBe(1);
  expect(smtp.delivered).toHaveLength(1);
});

test('a server that is down for two hours gets every mail once when it is back', async () => {
  await smtp.close();
  for (let at = 0; at < 12; at += 1) await enqueue();
  expect(await sendDueMails()).toBe(0);
  expect((await outbox()).every((row) => row.state === 'waiting' && row.failure === 'ESOCKET')).toBe(true);
  await smtp.open();
  await soon();
  expect(await sendDueMails()).toBe(12);
  expect(smtp.delivered).toHaveLength(12);
});

test('what nobody takes in twelve attempts is given up, and says so', async () => {
  smtp.mood = 'refuses';
  await enqueue();
  await getPool().query('update mail_message set attempts = 11');
  await sendDueMails();
  expect(await outbox()).toMatchObject([{ state: 'failed', attempts: 12 }]);
});

test('while a server says nothing, money is settled and answers are given as ever', async () => {
  smtp.mood = 'hangs';
  await enqueue();
  const sending = sendDueMails();
  const began = Date.now();
  await enqueue();
  expect(Date.now() - began, 'what signing in waits for').toBeLessThan(1_000);
  const creator = await addCreator();
  const begun = await beginAndPay(creator.id, wishFor(300), { ...GOOD_CARD, email: 'slow@fans.example' });
  await runJob('reconcile', new Date());
  expect((await readTip(begun.tip.id)).tip).toMatchObject({ status: 'received', heldMinor: 261 });
  expect(Date.now() - began, 'a tip, from the form to the ledger').toBeLessThan(8_000);
  const { rows } = await getPool().query("select state from mail_message where recipient = 'slow@fans.example'");
  expect(rows).toEqual([{ state: 'waiting' }]);
  expect(await sending).toBe(0);
  smtp.mood = 'takes';
  await soon();
  expect(await sendDueMails()).toBeGreaterThanOrEqual(3);
});

test('two workers at once send each mail once', async () => {
  for (let at = 0; at < 20; at += 1) await enqueue();
  const sent = await Promise.all([sendDueMails(), sendDueMails(), sendDueMails()]);
  expect(sent.reduce((sum, each) => sum + each, 0)).toBe(20);
  expect(smtp.delivered).toHaveLength(20);
});

test('a name in a subject adds no header and no recipient', async () => {
  await enqueue({ subject: 'Hello\r\nBcc: evil@evil.example\r\n\r\nbody' });
  expect(await enqueue({ recipient: 'a@fans.example,evil@evil.example' })).toBe(false);
  await sendDueMails();
  expect(smtp.delivered.flatMap((mail) => mail.to)).toEqual(['ada@fans.example']);
  expect(smtp.delivered[0]?.source).not.toMatch(/^Bcc:/m);
});
