import { eq, sql } from 'drizzle-orm';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Queryable } from '@/db/client';
import { creator, media, person } from '@/db/schema';
import { writeCsv } from '@/lib/csv';
import { env } from '@/lib/env';
import { openPicture } from '@/lib/media';
import { decimalAmount, type Currency } from '@/lib/money';
import { receiptsOfYear, writeReceiptsCsv } from '@/lib/tips';
import { PersonNotFound } from '@/lib/users';
import { inventory, type Subject } from './inventory';

/**
 * Everything that we hold of a person, as one ZIP: a JSON file per kind of record, receipts, tips and
 * what their page received as CSV, and their pictures. Made from the inventory, so nothing of it is
 * forgotten. It holds no secrets (hashes of tokens, of codes) and nothing of anybody else.
 *
 * @throws PersonNotFound
 */
export async function exportPerson(db: Queryable, personId: string, now: Date): Promise<Uint8Array> {
  const subject = await findSubject(db, personId);
  const files: Zippable = { 'README.txt': strToU8(readMe(subject, now)) };
  for (const [table, holding] of Object.entries(inventory)) {
    const { rows } = await db.execute<{ row: Record<string, unknown> }>(holding.own(subject));
    if (rows.length > 0) files[`${table.replaceAll('_', '-')}.json`] = json(rows.map(({ row }) => row));
  }
  const receipts = await receiptsOfYear(db, { personId, year: null, timeZone: 'UTC' });
  if (receipts.length > 0) files['receipts.csv'] = strToU8(writeReceiptsCsv(receipts));
  files['tips.csv'] = strToU8(await tipsCsv(db, subject));
  if (subject.creatorId) {
    files['received.csv'] = strToU8(await receivedCsv(db, subject.creatorId));
    Object.assign(files, await pictures(db, subject.creatorId));
  }
  return zipSync(files, { level: 6, mtime: now });
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

function json(value: unknown): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
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

type ReceivedRow = { day: string; status: string; currency: Currency; gross: string; fee: string; refunded: string };

/** What came in, without who gave it and what they wrote: that is theirs. */
async function receivedCsv(db: Queryable, creatorId: string): Promise<string> {
  const { rows } = await db.execute<ReceivedRow>(sql`
    select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD') as day, status, currency,
      gross_minor as gross, platform_fee_minor as fee, refunded_minor as refunded
    from tip where creator_id = ${creatorId} and received_at is not null order by received_at, id`);
  return writeCsv(
    ['Day (UTC)', 'State', 'Currency', 'Given to you', 'Tuppence fee', 'Given back'],
    rows.map((row) => [
      row.day, row.status, row.currency,
      ...[row.gross, row.fee, row.refunded].map((minor) => ({ figure: decimalAmount(Number(minor), row.currency) })),
    ]),
  );
}

/** The largest form of each uploaded picture; one whose file is gone is left out. */
async function pictures(db: Queryable, creatorId: string): Promise<Zippable> {
  const rows = await db.select().from(media).where(eq(media.creatorId, creatorId));
  const files: Zippable = {};
  for (const row of rows) {
    const bytes = await openPicture(row.key, `${Math.max(...row.widths)}.webp`);
    if (bytes) files[`pictures/${row.kind}-${row.key.slice(0, 8)}.webp`] = [new Uint8Array(bytes), { level: 0 }];
  }
  return files;
}

function readMe(subject: Subject, now: Date): string {
  const lines = Object.entries(inventory).map(([table, { why, onDeletion }]) => `${table.replaceAll('_', '-')}.json: ${onDeletion} when you delete the account (${why}).`);
  return [
    `What ${env().OPERATOR_NAME} holds of ${subject.email}, on ${now.toISOString()}.`,
    '',
    'One JSON file for each kind of record; a kind of which you have none has no file. Amounts called',
    '"minor" are in the smallest unit of their currency: 300 is $3.00, and ¥300. Times are in UTC.',
    'receipts.csv, tips.csv and received.csv are for spreadsheets.',
    '',
    ...lines,
    '',
    'The books themselves know your page only by a random number, and of the people who gave nothing.',
    '',
  ].join('\r\n');
}
