import { eq, max, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { legalText } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import type { LegalDocument } from './documents';
import { LegalTextEmpty, LegalTextIsDraft, LegalTextTooLong } from './errors';

const MOST_CHARACTERS = 100_000;
const DRAFT_MARK = /draft: have a lawyer read this/i;

/**
 * Publishes a new version of a legal text and answers its number. From then on it is what pages show
 * and what people are asked to agree to; the versions before stay readable, because people agreed to them.
 *
 * @throws LegalTextEmpty, LegalTextTooLong, LegalTextIsDraft
 */
export async function publishLegalText(
  tx: Tx,
  text: { document: LegalDocument; body: string; actorId: string },
): Promise<number> {
  const body = text.body.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (body === '') throw new LegalTextEmpty();
  if ([...body].length > MOST_CHARACTERS) throw new LegalTextTooLong(MOST_CHARACTERS);
  if (DRAFT_MARK.test(body)) throw new LegalTextIsDraft();
  // One publisher at a time: two admins at once get two numbers.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('legal_text', 0))`);
  const [newest] = await tx
    .select({ version: max(legalText.version) })
    .from(legalText)
    .where(eq(legalText.document, text.document));
  const version = (newest?.version ?? 0) + 1;
  await tx.insert(legalText).values({ document: text.document, version, body, publishedBy: text.actorId });
  await recordAct(tx, {
    actorId: text.actorId,
    action: 'legal.publish',
    subjectKind: 'legal_text',
    subjectId: text.document,
    detail: { version },
  });
  return version;
}
