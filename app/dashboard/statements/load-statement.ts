import 'server-only';
import { notFound } from 'next/navigation';
import type { Queryable } from '@/db/client';
import { isMonth, readStatement, type Books, type Statement } from '@/lib/earnings';
import { env } from '@/lib/env';
import type { StatementView } from '@/lib/receipts';
import { monthInWords } from './month-in-words';

/** One month of one's own books; a month that is none, or has not begun, is a page that does not exist. @param now business time */
export async function loadStatement(db: Queryable, books: Books, month: unknown, now: Date): Promise<Statement> {
  if (!isMonth(month) || month > now.toISOString().slice(0, 7)) notFound();
  return readStatement(db, books, month);
}

/** A statement for the renderers of page and PDF. */
export function toStatementView({ month, ...statement }: Statement, books: Books, locale: string, now: Date): StatementView {
  return {
    ...statement,
    creator: { name: books.name, handle: books.handle },
    month: monthInWords(month, locale),
    isOpen: month === now.toISOString().slice(0, 7),
    operatorName: env().OPERATOR_NAME,
    at: new Date(`${month}-01T00:00:00Z`),
  };
}
