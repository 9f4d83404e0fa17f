import { and, eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { creator, report } from '@/db/schema';
import { newId } from '@/lib/ids';
import type { Client } from '@/lib/limits';
import { readAddress } from '@/lib/mail';
import { wake } from '@/lib/queue';
import { countReport } from './count-report';
import { PageNotFound } from './errors';
import type { ReportKind } from './input';
import { tellReceived } from './mails';
import { readWords } from './read-words';
import { newReportNumber } from './report-number';

export type ReportTyped = { key: string; handle: string; kind: ReportKind; body: string; email: string };

/**
 * Takes a report about a page that can be seen, from anybody. Sent twice under one key it is one
 * report. Who was signed in is not kept: an address for the answer is all that is known, if one is.
 *
 * @param typed.key minted with the form
 * @param now business time
 * @returns where its receipt stands
 * @throws FieldRefused, AddressInvalid, PageNotFound, TooManyAttempts
 */
export async function reportPage(typed: ReportTyped, client: Client, now: Date): Promise<{ handle: string; number: string }> {
  const body = readWords(typed.body, 'body');
  const email = typed.email.trim() === '' ? null : readAddress(typed.email);
  const known = await findByKey(typed.key);
  if (known) return known;
  const page = await findPage(typed.handle);
  await countReport({ creatorId: page.id, email, client });
  const row = { id: newId(), key: typed.key, number: newReportNumber(), creatorId: page.id, kind: typed.kind, body, reporterEmail: email, createdAt: now, status: 'open' as const };
  await inTransaction(async (tx) => {
    const made = await tx.insert(report).values(row).onConflictDoNothing({ target: report.key }).returning({ id: report.id });
    if (made.length > 0) await tellReceived(tx, { ...row, handle: page.handle });
  });
  wake('outbox');
  return (await findByKey(typed.key)) ?? { handle: page.handle, number: row.number };
}

async function findByKey(key: string) {
  const [found] = await getDb()
    .select({ handle: creator.handle, number: report.number })
    .from(report)
    .innerJoin(creator, eq(creator.id, report.creatorId))
    .where(eq(report.key, key));
  return found ?? null;
}

async function findPage(handle: string) {
  const [page] = await getDb()
    .select({ id: creator.id, handle: creator.handle })
    .from(creator)
    .where(and(eq(creator.handle, handle), eq(creator.status, 'active')));
  if (!page) throw new PageNotFound();
  return page;
}
