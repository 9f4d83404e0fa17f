import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { readSecurityText } from '@/lib/legal';

/** Short, because a new address holds at once. */
const CACHE = 'public, max-age=300';

/** Whom to tell of a hole in this site (RFC 9116); 404 with the reason while nobody is named. */
export const GET = door({ name: 'security.txt', who: 'anyone' }, async () => {
  const text = await readSecurityText(getDb(), new Date());
  return new Response(text ?? 'Whoever runs this site has not named an address for security reports yet.\n', {
    status: text ? 200 : 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': CACHE },
  });
});
