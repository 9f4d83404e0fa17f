import { eq, sql } from 'drizzle-orm';
import { strToU8 } from 'fflate';
import type { Queryable } from '@/db/client';
import { creator, media, person } from '@/db/schema';
import { billNumber, readBillReceipts, toBillView } from '@/lib/billing';
import { writeCsv } from '@/lib/csv';
import { env } from '@/lib/env';
import { openPicture } from '@/lib/media';
import { decimalAmount, type Currency } from '@/lib/money';
import { renderBillPdf, renderReceiptPdf } from '@/lib/receipts';
import { findTipReceipt, receiptNumber, receiptsOfYear, toReceiptView, writeReceiptsCsv, type ReceiptRow } from '@/lib/tips';
import { PersonNotFound } from '@/lib/users';
import { inventory, type Subject } from './inventory';
import { zipFiles, type ArchiveFile } from './zip-files';

const BILLS_AT_ONCE = 20;

/**
 * Everything that we hold of a person, as a ZIP that is written while it is sent: a JSON file per kind of
 * record, receipts, tips and what their page received as CSV, every receipt and paid bill as PDF, and
 * their pictures. Made from the inventory, so nothing of it is forgotten. It holds no secrets (hashes of
 * tokens, of codes) and nothing of anybody else.
 *
 * @param now real time: what the files are dated with
 * @throws PersonNotFound before anything is sent
 */
export async function exportPerson(db: Queryable, personId: string, now: Date): Promise<AsyncGenerator<Uint8Array>> {
  return zipFiles(filesOf(db, await findSubject(db, personId), now), now);
}

async function* filesOf(db: Queryable, subject: Subject, now: Date): AsyncGenerator<ArchiveFile> {
  yield text('README.txt', readMe(subject, now));
  for (const [table, holding] of Object.entries(inventory)) {
    const { rows } = await db.execute<{ row: Record<string, unknown> }>(holding.own(subject));
    if (rows.length > 0) yield text(`${table.replaceAll('_', '-')}.json`, `${JSON.stringify(rows.map(({ row }) => row), null, 2)}\n`);
  }
  const receipts = await receiptsOfYear(db, { personId: subject.personId, year: null, timeZone: 'UTC' });
  if (receipts.length > 0) yield text('receipts.csv', writeReceiptsCsv(receipts));
  yield text('tips.csv', await tipsCsv(db, subject));
  if (subject.creatorId) yield text('received.csv', await receivedCsv(db, subject.creatorId));
  yield* receiptPapers(db, receipts);
  yield* billPapers(db, subject, now);
  if (subject.creatorId) yield* pictures(db, subject.creatorId);
}

/** Whose data it is, and their page. @throws PersonNotFound */
export async function findSubject(db: Queryable, personId: string): Promise<Subject> {
  const [found] = await db
    .select({ email: person.email, creatorId: creator.id })
    .from(person)
    .leftJoin(creator, eq(creator.personId, person.id))
    .where(eq(person.id, personId));
  if (!found?.email) throw new PersonNotFound();
  return { personId, email: found.email, creatorId: found.creatorId };
}

function text(name: string, words: string): ArchiveFile {
  return { name, bytes: strToU8(words) };
}

/** Each receipt as the file that its page offers. */
async function* receiptPapers(db: Queryable, receipts: ReceiptRow[]): AsyncGenerator<ArchiveFile> {
  for (const { paymentId, status, at } of receipts) {
    const receipt = status === 'on_its_way' || status === 'failed' ? null : await findTipReceipt(db, paymentId);
    if (!receipt) continue;
    const bytes = await renderReceiptPdf(toReceiptView(receipt));
    yield { name: `receipts/${dayOf(at)}-${receiptNumber(paymentId)}.pdf`, bytes: new Uint8Array(bytes), isCompressed: true };
  }
}

/** Each paid bill as the file that its page offers, oldest first, some at a time. */
async function* billPapers(db: Queryable, { personId }: Subject, now: Date): AsyncGenerator<ArchiveFile> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select b.id from bill b join fan f on f.id = b.fan_id where f.person_id = ${personId} and b.status = 'paid' order by b.paid_at, b.id`);
  for (let at = 0; at < rows.length; at += BILLS_AT_ONCE) {
    const receipts = await readBillReceipts(db, rows.slice(at, at + BILLS_AT_ONCE).map(({ id }) => id), now);
    for (const receipt of receipts.values()) {
      const { id, paidAt, createdAt } = receipt.bill;
      const bytes = await renderBillPdf(toBillView(receipt));
      yield { name: `bills/${dayOf(paidAt ?? createdAt)}-${billNumber(id)}.pdf`, bytes: new Uint8Array(bytes), isCompressed: true };
    }
  }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

type TipRow = {
  day: string; page: string; status: string; currency: Currency; amount: string; visibility: string; name: string | null; message: string | null;
};

async function tipsCsv(db: Queryable, { personId }: Subject): Promise<string> {
  const { rows } = await db.execute<TipRow>(sql`
    select to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, c.handle as page, t.status, t.currency,
      t.amount_minor as amount, t.visibility, t.display_name as name, t.message
    from tip t join creator c on c.id = t.creator_id
    where t.payment_id in (select id from payment where person_id = ${personId})
      or t.line_id in (select l.id from tab_line l join fan f on f.id = l.fan_id where f.person_id = ${personId})
    order by t.created_at, t.id`);
  return writeCsv(
    ['Day (UTC)', 'Page', 'State', 'Currency', 'Amount', 'Visibility', 'Name', 'Message'],
    rows.map((row) => [
      row.day, row.page, row.status, row.currency, { figure: decimalAmount(Number(row.amount), row.currency) }, row.visibility, row.name, row.message,
    ]),
  );
}

type ReceivedRow = { day: string; what: string; status: string; currency: Currency; gross: string; fee: string; refunded: string };

/** What came in, tips and what pledges brought, without who gave it and what they wrote: that is theirs. */
async function receivedCsv(db: Queryable, creatorId: string): Promise<string> {
  const { rows } = await db.execute<ReceivedRow>(sql`
    select to_char(x.at at time zone 'UTC', 'YYYY-MM-DD') as day, x.what, x.status, x.currency, x.gross, x.fee, x.refunded from (
      select received_at as at, id, 'tip' as what, status, currency, gross_minor as gross, platform_fee_minor as fee, refunded_minor as refunded
      from tip where creator_id = ${creatorId} and received_at is not null
      union all
      select collected_at, id, 'pledge', 'received', currency, amount_minor, platform_fee_minor, refunded_minor
      from tab_line where creator_id = ${creatorId} and kind <> 'tip' and status = 'collected'
    ) x order by x.at, x.id`);
  return writeCsv(
    ['Day (UTC)', 'What', 'State', 'Currency', 'Given to you', 'Tuppence fee', 'Given back'],
    rows.map((row) => [
      row.day, row.what, row.status, row.currency,
      ...[row.gross, row.fee, row.refunded].map((minor) => ({ figure: decimalAmount(Number(minor), row.currency) })),
    ]),
  );
}

/** The largest form of each uploaded picture; one whose file is gone is left out. */
async function* pictures(db: Queryable, creatorId: string): AsyncGenerator<ArchiveFile> {
  const rows = await db.select().from(media).where(eq(media.creatorId, creatorId));
  for (const row of rows) {
    const bytes = await openPicture(row.key, `${Math.max(...row.widths)}.webp`);
    if (bytes) yield { name: `pictures/${row.kind}-${row.key.slice(0, 8)}.webp`, bytes: new Uint8Array(bytes), isCompressed: true };
  }
}

function readMe(subject: Subject, now: Date): string {
  const lines = Object.entries(inventory).map(([table, { why, onDeletion }]) => `${table.replaceAll('_', '-')}.json: ${onDeletion} when you delete the account (${why}).`);
  return [
    `What ${env().OPERATOR_NAME} holds of ${subject.email}, on ${now.toISOString()}.`,
    '',
    'One JSON file for each kind of record; a kind of which you have none has no file. Amounts called',
    '"minor" are in the smallest unit of their currency: 300 is $3.00, and ¥300. Times are in UTC.',
    'receipts.csv, tips.csv and received.csv are for spreadsheets; receipts/ and bills/ hold the papers.',
    '',
    ...lines,
    '',
    'The books themselves know your page only by a random number, and of the people who gave nothing.',
    '',
  ].join('\r\n');
}
