import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import { runJob } from '@/lib/jobs';
import { newId } from '@/lib/ids';
import { acceptTerms } from '@/lib/legal';
import { askRefund } from '@/lib/payments';
import { deletePerson, eraseLateNotices, exportPerson, planDeletion } from '@/lib/privacy';
import { joinGuestPayments, requestEmailChange } from '@/lib/users';
import { bytesOf } from '../../support/archive';
import { addPerson } from '../../support/people';
import { tablesWith } from '../../support/tables-with';
import { addCreator, begin, beginAndPay, GOOD_CARD, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

const now = () => new Date();
/** With no webhook configured: everything arrives by reconciliation. */
const arrive = () => runJob('reconcile', now());

/** A fan who gave twice with words, signed in, agreed, asked for another address; their whole life here. */
async function someFan(mark: string) {
  const email = `${mark}@fans.example`;
  const page = await addCreator();
  const payer = { ...GOOD_CARD, email };
  const wish = { displayName: `Name of ${mark}`, message: `=words of ${mark}` };
  const paid = await beginAndPay(page.id, wishFor(300, wish), payer);
  await beginAndPay(page.id, wishFor(500, { ...wish, visibility: 'anonymous' }), payer);
  await arrive();
  const person = await addPerson({ email, displayName: `Name of ${mark}` });
  await getPool().query(
    "insert into session (id, token_hash, person_id, expires_at, device, network) values ($1, $2, $3, now() + interval '1 day', $4, '10.0.0.0/24')",
    [newId(), `hash-${mark}`, person.id, `Browser of ${mark}`],
  );
  await inTransaction(async (tx) => {
    await joinGuestPayments(tx, person.id, email);
    await acceptTerms(tx, person.id);
    await requestEmailChange(tx, { personId: person.id, newEmail: `new-${mark}@fans.example`, now: now() });
  });
  return { id: person.id, email, page, paymentId: paid.payment.id };
}

function filesOf(archive: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test('an export has everything of its person, no secret, and nothing of anybody else', async () => {
  const me = await someFan('exporter');
  const other = await someFan('neighbour');
  const files = filesOf(await bytesOf(await exportPerson(getDb(), me.id, now())));
  expect(Object.keys(files)).toEqual(expect.arrayContaining([
    'README.txt', 'person.json', 'session.json', 'consent.json', 'payment.json', 'tip.json', 'mail-message.json', 'email-change.json', 'receipts.csv', 'tips.csv',
  ]));
  expect(JSON.parse(files['tip.json'] ?? '')).toHaveLength(2);
  expect(JSON.parse(files['person.json'] ?? '')).toMatchObject([{ email: me.email, display_name: 'Name of exporter' }]);
  expect(files['tips.csv']).toContain("'=words of exporter");
  expect(files['session.json']).toContain('Browser of exporter');
  const whole = Object.values(files).join('\n');
  for (const secret of ['hash-exporter', 'token_hash', 'sealed_secret', 'code_hash']) expect(whole).not.toContain(secret);
  for (const others of ['neighbour', other.id, other.email]) expect(whole).not.toContain(others);
});

test('a creator’s export has their page and what it received, and nothing of who gave', async () => {
  const owner = await addPerson({ email: 'page.owner@fans.example' });
  const page = await addCreator({ personId: owner.id, bio: 'Own words of the page' });
  await beginAndPay(page.id, wishFor(300, { displayName: 'Giver Gwen', message: 'For you' }), { ...GOOD_CARD, email: 'gwen@fans.example' });
  await arrive();
  const files = filesOf(await bytesOf(await exportPerson(getDb(), owner.id, now())));
  expect(files['creator.json']).toContain('Own words of the page');
  expect(files['received.csv']).toContain('received,USD,3.00');
  expect(Object.values(files).join('\n')).not.toMatch(/Gwen|gwen|For you/);
});

test('a deleted account leaves no word of its person anywhere, and the books as they were', async () => {
  const me = await someFan('leaver');
  const before = await getPool().query('select count(*) as n, sum(amount_minor) as sum from ledger_transfer');
  await deletePerson(me.id, ` ${me.email.toUpperCase()} `, now());
  for (const words of ['leaver', 'Name of leaver', 'words of leaver']) expect(await tablesWith(words), words).toEqual([]);
  const after = await getPool().query('select count(*) as n, sum(amount_minor) as sum from ledger_transfer');
  expect(after.rows).toEqual(before.rows);
  const { rows } = await getPool().query('select status, email, display_name, is_admin from person where id = $1', [me.id]);
  expect(rows).toEqual([{ status: 'deleted', email: null, display_name: null, is_admin: false }]);
  const kept = await getPool().query('select amount_minor::int as amount, payer_email from payment where person_id = $1 order by 1', [me.id]);
  expect(kept.rows).toEqual([{ amount: 300, payer_email: null }, { amount: 500, payer_email: null }]);
});

test('what the processor tells later of an erased payment brings no address back', async () => {
  const me = await someFan('returner');
  await deletePerson(me.id, me.email, now());
  await askRefund(me.paymentId, 'requested_by_fan', now());
  await runJob('refunds', now());
  await arrive();
  const { rows } = await getPool().query('select payer_email, (select status from refund where payment_id = p.id) as refund from payment p where id = $1', [me.paymentId]);
  expect(rows).toEqual([{ payer_email: null, refund: 'succeeded' }]);
  await eraseLateNotices();
  expect(await tablesWith('returner@')).toEqual([]);
});

test('a page with money in it asks to be settled first; an empty one closes and gives its handle to nobody', async () => {
  const owner = await addPerson({ email: 'closer@fans.example' });
  const page = await addCreator({ personId: owner.id, name: 'The closer’s page', bio: 'closer words', thankYou: 'closer thanks' });
  await getPool().query("insert into creator_link (id, creator_id, position, label, url) values ($1, $2, 0, 'closer link', 'https://closer.example/')", [newId(), page.id]);
  await getPool().query("insert into creator_goal (id, creator_id, title, target_minor, starts_at) values ($1, $2, 'closer goal', 1000, now())", [newId(), page.id]);
  await getPool().query("insert into media (id, key, creator_id, kind, widths, bytes) values ($1, $2, $3, 'avatar', '{96}', 10)", [newId(), 'a'.repeat(26), page.id]);
  expect((await planDeletion(getDb(), owner.id)).obstacles).toEqual([]);
  const full = await addPerson({ email: 'full@fans.example' });
  const fullPage = await addCreator({ personId: full.id });
  await beginAndPay(fullPage.id, wishFor(300));
  await arrive();
  expect(await planDeletion(getDb(), full.id)).toMatchObject({ confirmWord: fullPage.handle, obstacles: ['$2.61 is held and becomes yours in some days.'] });
  await expect(deletePerson(full.id, fullPage.handle, now())).rejects.toMatchObject({ code: 'NotSettled' });
  await expect(deletePerson(owner.id, 'closer@fans.example', now())).rejects.toMatchObject({ code: 'DeletionNotConfirmed', field: 'confirm' });
  await deletePerson(owner.id, `@${page.handle}`, now());
  expect(await tablesWith('closer')).toEqual([]);
  const { rows } = await getPool().query('select handle, name, status, person_id, (select count(*)::int from media where creator_id = c.id) as media from creator c where id = $1', [page.id]);
  expect(rows).toEqual([{ handle: page.handle, name: 'Closed page', status: 'unpublished', person_id: null, media: 0 }]);
});

test('whoever has begun to pay, waits for a debit or for money back, settles that first', async () => {
  const fan = await addPerson();
  const page = await addCreator();
  const begun = await begin(page.id);
  const own = (status: string) => getPool().query('update payment set person_id = $1, status = $3 where id = $2', [fan.id, begun.payment.id, status]);
  const obstacles = async () => (await planDeletion(getDb(), fan.id)).obstacles.join(' ');
  await own('open');
  expect(await obstacles()).toContain('begun a payment');
  await own('processing');
  expect(await obstacles()).toContain('bank debit');
  await expect(deletePerson(fan.id, fan.email ?? '', now())).rejects.toMatchObject({ code: 'NotSettled' });
  await own('expired');
  expect(await obstacles()).toBe('');
  await getPool().query("update tip set status = 'dropped' where id = $1", [begun.tip.id]);
});

test('the only admin stays until there is another', async () => {
  const admin = await addPerson({ isAdmin: true });
  expect((await planDeletion(getDb(), admin.id)).obstacles).toEqual(['You are the only admin here. Make somebody else one first.']);
  await addPerson({ isAdmin: true });
  await deletePerson(admin.id, admin.email ?? '', now());
});

test('an export holds each receipt as a file, and is sent while it is made', async () => {
  const me = await someFan('papers');
  const chunks: Uint8Array[] = [];
  for await (const chunk of await exportPerson(getDb(), me.id, now())) chunks.push(chunk);
  expect(chunks.length).toBeGreaterThan(10);
  const files = unzipSync(new Uint8Array(Buffer.concat(chunks)));
  const papers = Object.keys(files).filter((name) => name.startsWith('receipts/'));
  expect(papers).toHaveLength(2);
  for (const name of papers) expect(strFromU8(files[name] ?? new Uint8Array()).slice(0, 5), name).toBe('%PDF-');
});

test('nobody’s export is begun for who is not there', async () => {
  await expect(exportPerson(getDb(), newId(), now())).rejects.toMatchObject({ code: 'PersonNotFound' });
});
