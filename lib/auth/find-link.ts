import { and, eq, gt } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { signInLink } from '@/db/schema';
import { hashLinkToken } from './tokens';

/** Longer than any token of ours. */
const TOKEN_MAX_CHARACTERS = 100;

/** Whose link a token is, while it lives. Looking changes nothing: mail scanners look, too. */
export async function findLink(db: Queryable, token: unknown, now: Date): Promise<{ email: string } | null> {
  if (typeof token !== 'string' || token === '' || token.length > TOKEN_MAX_CHARACTERS) return null;
  const [found] = await db
    .select({ email: signInLink.email })
    .from(signInLink)
    .where(and(eq(signInLink.tokenHash, hashLinkToken(token)), gt(signInLink.expiresAt, now)));
  return found ?? null;
}
