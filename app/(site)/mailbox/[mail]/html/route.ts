import { getDb } from '@/db/client';
import { isId } from '@/lib/ids';
import { findMail } from '@/lib/mail';
import { requireLocal } from '../../require-local';

/**
 * A mail as a mail program draws it. Its own policy: inline styles, as mails need them, and nothing
 * else; no script, no request to anywhere.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ mail: string }> }): Promise<Response> {
  await requireLocal();
  const { mail: id } = await params;
  const mail = isId(id) ? await findMail(getDb(), id) : null;
  if (!mail) return new Response('Not found', { status: 404 });
  return new Response(mail.bodyHtml, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
  });
}
