import 'server-only';
import { getDb } from '@/db/client';
import { requireCreator } from '@/lib/auth';
import { findBooks } from '@/lib/earnings';
import { isMoneyFrozen } from '@/lib/income';

/** What every page of the dashboard begins with: who is there, their own books, and whether their money stands still. */
export async function loadBooks() {
  const viewer = await requireCreator();
  const db = getDb();
  const [books, isFrozen] = await Promise.all([findBooks(db, viewer.creator.id), isMoneyFrozen(db, viewer.creator.id)]);
  return { db, viewer, books, isFrozen };
}
