import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { auditLog, creator, mailMessage, rateLimit, report, suspension } from '@/db/schema';
import { suspendPage } from '@/lib/admin';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { dismissReports, findCase, findReport, listReportedPages, lookAtCase, notePage, reportPage, showReportNumber, upholdReports, type ReportTyped } from '@/lib/moderation';
import { stopQueue } from '@/lib/queue';
import { addOwnPage, refusalOf } from '../../support/own-page';
import { addPerson } from '../../support/people';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();
const NOW = new Date('2026-11-21T12:00:00Z');
const WORDS = 'The pictures are mine, taken from my own site.';
let admin: string;
let visitors = 0;

beforeEach(async () => {
  admin = (await addPerson({ isAdmin: true, displayName: 'Ada' })).id;
  return stopQueue;
});

function stranger() {
  visitors += 1;
  return { connection: `198.51.100.${visitors}`, network: `net-${visitors}` };
}

async function send(handle: string, change: Partial<ReportTyped> = {}, now = NOW, client = stranger()) {
  const typed = { key: crypto.randomUUID(), handle, kind: 'fraud' as const, body: WORDS, email: '', ...change };
  const { number } = await reportPage(typed, client, now);
  const [row] = await getDb().select().from(report).where(eq(report.number, number));
  if (!row) throw new Error('the report was not written');
  return row;
}

async function mailsTo(address: string) {
  const mails = await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, address)).orderBy(mailMessage.id);
  return mails.map(({ subject, bodyText, bodyHtml }) => ({ subject, bodyText, bodyHtml }));
}

test('anybody reports a page and gets a number; a form sent twice is one report', async () => {
  const page = await addCreator();
  const key = crypto.randomUUID();
  const first = await send(page.handle, { key });
  const again = await send(page.handle, { key, body: 'Something else entirely.' });
  expect(again).toEqual(first);
  expect(first).toMatchObject({ status: 'open', kind: 'fraud', body: WORDS, reporterEmail: null, creatorId: page.id });
  const shown = showReportNumber(first.number);
  expect(shown).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(await findReport(getDb(), shown.toLowerCase())).toMatchObject({ handle: page.handle, status: 'open', hasAddress: false });
  expect(await findReport(getDb(), 'no number at all')).toBeNull();
});

test('the mail to a reporter has the number and nothing that a stranger wrote', async () => {
  const page = await addCreator({ name: 'Cheap pills at evil.example' });
  const sent = await send(page.handle, { email: ' Somebody@Fans.example ' });
  expect(sent.reporterEmail).toBe('somebody@fans.example');
  const [mail, ...more] = await mailsTo('somebody@fans.example');
  expect(more).toEqual([]);
  expect(mail?.subject).toContain(showReportNumber(sent.number));
  for (const text of [mail?.subject, mail?.bodyText, mail?.bodyHtml]) {
    expect(text).not.toContain('pills');
    expect(text).not.toContain('pictures');
  }
});

test('what cannot be taken is refused with its reason and nothing is kept', async () => {
  const page = await addCreator();
  const hidden = await addCreator({ status: 'suspended', suspendedReason: 'A test' });
  expect(await refusalOf(send(page.handle, { body: 'Too short' }))).toBe('FieldRefused:body');
  expect(await refusalOf(send(page.handle, { body: 'x'.repeat(2_001) }))).toBe('FieldRefused:body');
  expect(await refusalOf(send(page.handle, { body: '\u200b\u0000'.repeat(20) }))).toBe('FieldRefused:body');
  expect(await refusalOf(send(page.handle, { email: 'not an address' }))).toBe('AddressInvalid:email');
  expect(await refusalOf(send(hidden.handle))).toBe('PageNotFound');
  expect(await refusalOf(send('nobody-is-here'))).toBe('PageNotFound');
  expect(await getDb().select().from(report).where(eq(report.creatorId, page.id))).toEqual([]);
});

test('one connection reports one page three times a day, and a mailbox is not flooded', async () => {
  const page = await addCreator();
  const client = stranger();
  for (let at = 0; at < 3; at += 1) await send(page.handle, {}, NOW, client);
  expect(await refusalOf(send(page.handle, {}, NOW, client))).toBe('TooManyAttempts');
  for (let at = 0; at < 5; at += 1) await send((await addCreator()).handle, { email: `victim+${at}@fans.example` });
  expect(await refusalOf(send(page.handle, { email: 'victim@fans.example' }))).toBe('TooManyAttempts');
  const buckets = await getDb().select().from(rateLimit);
  expect(JSON.stringify(buckets)).not.toContain('victim');
});

test('the queue groups by page, the longest wait first, and filters by kind', async () => {
  const [first, second] = [await addCreator(), await addCreator()];
  await send(second.handle, { kind: 'spam' }, addDays(NOW, -1));
  await send(first.handle, { kind: 'unlawful' }, addDays(NOW, -3));
  await send(first.handle, { kind: 'impersonation' }, NOW);
  const mine = new Set([first.id, second.id]);
  const rows = (await listReportedPages(getDb(), {})).filter((row) => mine.has(row.creatorId));
  expect(rows.map(({ creatorId, reports, kinds }) => ({ creatorId, reports, kinds }))).toEqual([
    { creatorId: first.id, reports: 2, kinds: ['impersonation', 'unlawful'] },
    { creatorId: second.id, reports: 1, kinds: ['spam'] },
  ]);
  expect(rows[0]?.oldestAt).toEqual(addDays(NOW, -3));
  expect((await listReportedPages(getDb(), { kind: 'impersonation' })).map((row) => row.creatorId)).toEqual([first.id]);
});

test('dismissing leaves the page, tells each reporter why, and leaves what came later open', async () => {
  const { creatorId, handle } = await addOwnPage();
  const seen = [await send(handle, { email: 'one@fans.example' }), await send(handle)];
  const later = await send(handle);
  await dismissReports({ actorId: admin, creatorId, reportIds: seen.map(({ id }) => id), reason: 'The pictures are credited', now: NOW });
  const rows = await getDb().select().from(report).where(eq(report.creatorId, creatorId));
  expect(rows.filter(({ status }) => status === 'dismissed').map(({ id }) => id).sort()).toEqual(seen.map(({ id }) => id).sort());
  expect(rows.find(({ id }) => id === later.id)?.status).toBe('open');
  expect((await mailsTo('one@fans.example')).at(-1)?.bodyText).toContain('The pictures are credited');
  const [page] = await getDb().select().from(creator).where(eq(creator.id, creatorId));
  expect(page?.status).toBe('active');
  const again = { actorId: admin, creatorId, reportIds: [seen[0]?.id ?? '', later.id], reason: 'Once more', now: NOW };
  await expect(dismissReports(again)).rejects.toMatchObject({ code: 'ReportsDecided' });
});

test('upholding suspends the page for the reason that its owner and its reporters are told', async () => {
  const owner = await addPerson();
  const page = await addCreator({ personId: owner.id });
  const sent = await send(page.handle, { email: 'two@fans.example' });
  await upholdReports({ actorId: admin, creatorId: page.id, reportIds: [sent.id], reason: 'Stolen pictures', now: NOW });
  const [standing] = await getDb().select().from(suspension).where(eq(suspension.creatorId, page.id));
  expect(standing).toMatchObject({ status: 'standing', reason: 'Stolen pictures', suspendedBy: admin, appealUntil: new Date('2026-12-05T23:59:59.999Z') });
  const [row] = await getDb().select().from(report).where(eq(report.id, sent.id));
  expect(row).toMatchObject({ status: 'upheld', suspensionId: standing?.id, decision: 'Stolen pictures' });
  const [toOwner] = await mailsTo(owner.email ?? '');
  expect(toOwner?.bodyText).toMatch(/Stolen pictures[^]*5 December 2026[^]*\/dashboard\/appeal/);
  expect(toOwner?.bodyText).not.toContain('two@fans.example');
  expect((await mailsTo('two@fans.example')).at(-1)?.bodyText).toMatch(/is suspended[^]*Stolen pictures/);
  expect(await findReport(getDb(), sent.number)).toMatchObject({ status: 'upheld', decision: 'Stolen pictures' });
});

test('reports of a page that was suspended meanwhile join that suspension', async () => {
  const { creatorId, handle } = await addOwnPage();
  const sent = await send(handle);
  await suspendPage({ actorId: admin, creatorId, reason: 'Found elsewhere', now: NOW });
  await upholdReports({ actorId: admin, creatorId, reportIds: [sent.id], reason: 'You were right', now: NOW });
  const all = await getDb().select().from(suspension).where(eq(suspension.creatorId, creatorId));
  expect(all.map(({ reason }) => reason)).toEqual(['Found elsewhere']);
  expect((await getDb().select().from(report).where(eq(report.id, sent.id)))[0]?.suspensionId).toBe(all[0]?.id);
});

test('of two admins who decide at once one does, and one is told so', async () => {
  const { creatorId, handle } = await addOwnPage();
  const sent = await send(handle, { email: 'three@fans.example' });
  const other = (await addPerson({ isAdmin: true })).id;
  const decision = { creatorId, reportIds: [sent.id], reason: 'At once', now: NOW };
  const outcomes = await Promise.allSettled([dismissReports({ ...decision, actorId: admin }), upholdReports({ ...decision, actorId: other })]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await mailsTo('three@fans.example')).toHaveLength(2);
});

test('an admin decides neither about their own page nor about what they reported', async () => {
  const reporter = await addPerson({ isAdmin: true, email: 'reporting-admin@tuppence.example' });
  const { creatorId, handle, personId } = await addOwnPage();
  const sent = await send(handle, { email: 'reporting-admin@tuppence.example' });
  const decision = { creatorId, reportIds: [sent.id], reason: 'My matter', now: NOW };
  for (const actorId of [personId, reporter.id]) {
    expect(await refusalOf(dismissReports({ ...decision, actorId }))).toBe('OwnMatter');
    expect(await refusalOf(upholdReports({ ...decision, actorId }))).toBe('OwnMatter');
  }
  expect(await refusalOf(notePage({ actorId: personId, creatorId, body: 'All is well', now: NOW }))).toBe('OwnMatter');
  expect((await getDb().select().from(report).where(eq(report.id, sent.id)))[0]?.status).toBe('open');
});

test('looks, notes and decisions are on record, and no file shows an address', async () => {
  const { creatorId, handle } = await addOwnPage();
  const sent = await send(handle, { email: 'hidden-reporter@fans.example' });
  await lookAtCase(admin, creatorId);
  await notePage({ actorId: admin, creatorId, body: 'Asked the photographer.', now: NOW });
  const file = await findCase(getDb(), creatorId);
  expect(file?.notes).toMatchObject([{ body: 'Asked the photographer.', author: 'Ada' }]);
  expect(JSON.stringify(file)).not.toContain('hidden-reporter@fans.example');
  await dismissReports({ actorId: admin, creatorId, reportIds: [sent.id], reason: 'All is well', now: NOW });
  const acts = await getDb().select().from(auditLog).where(eq(auditLog.subjectId, creatorId));
  expect(acts.map(({ action }) => action).sort()).toEqual(['report.dismiss', 'report.look', 'report.note']);
  expect(JSON.stringify(acts)).not.toContain('hidden-reporter');
});

test('the address on a report is forgotten ninety days after the decision, not before', async () => {
  const { creatorId, handle } = await addOwnPage();
  const sent = await send(handle, { email: 'four@fans.example' });
  const waiting = await send(handle, { email: 'five@fans.example' });
  await dismissReports({ actorId: admin, creatorId, reportIds: [sent.id], reason: 'All is well', now: NOW });
  const addresses = async () => (await getDb().select().from(report).where(eq(report.creatorId, creatorId)).orderBy(report.id)).map((row) => row.reporterEmail);
  await runJob('upkeep', addDays(NOW, 89));
  expect(await addresses()).toEqual(['four@fans.example', 'five@fans.example']);
  await runJob('upkeep', addDays(NOW, 91));
  expect(await addresses()).toEqual([null, 'five@fans.example']);
  expect(waiting.status).toBe('open');
});

test('a report that is not there cannot be decided', async () => {
  const { creatorId } = await addOwnPage();
  expect(await refusalOf(dismissReports({ actorId: admin, creatorId, reportIds: [newId()], reason: 'Nothing', now: NOW }))).toBe('ReportsDecided');
  expect(await refusalOf(upholdReports({ actorId: admin, creatorId: newId(), reportIds: [newId()], reason: 'Nothing', now: NOW }))).toBe('NothingThere');
});
