import 'server-only';
import { getDb } from '@/db/client';
import { requireCreator } from '@/lib/auth';
import { findBooks } from '@/lib/earnings';

/** What every page of the dashboard begins with: who is there, and their own books. */
export async function loadBooks() {
  const viewer = await requireCreator();
  const db = getDb();
  return { db, viewer, books: await findBooks(db, viewer.creator.id) };
}
