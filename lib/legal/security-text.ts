import type { Queryable } from '@/db/client';
import { addDays } from '@/lib/dates';
import { env } from '@/lib/env';
import { readSetting } from '@/lib/settings';

/** Readers should ask again long before a year is over (RFC 9116, 2.5.5). */
const EXPIRES_DAYS = 180;

/**
 * What stands at /.well-known/security.txt (RFC 9116): whom to tell of a hole. Null while the operator
 * has set no support address: a file without `Contact` is none (2.5.3), and a made-up address would
 * take a finder's word to nobody.
 *
 * @param now the machine's own clock: readers live by theirs
 */
export async function readSecurityText(db: Queryable, now: Date): Promise<string | null> {
  const address = await readSetting(db, 'supportAddress');
  if (!address) return null;
  const expires = addDays(new Date(`${now.toISOString().slice(0, 10)}T00:00:00.000Z`), EXPIRES_DAYS);
  const lines = [
    `Contact: ${mailto(address)}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${new URL('/.well-known/security.txt', env().APP_URL).href}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** An address as a URI (RFC 6068): what means something there is escaped. */
function mailto(address: string): string {
  return `mailto:${encodeURIComponent(address).replace('%40', '@')}`;
}
