import { getDb } from '@/db/client';
import { isId } from '@/lib/ids';
import { findMail } from '@/lib/mail';
import { requireLocal } from '../../require-local';

/**
 * A mail as a mail program draws it. The server gives this path a policy of its own, with inline
 * styles and nothing else (lib/http, MAIL_VIEW_POLICY).
 */
export async function GET(_request: Request, { params }: { params: Promise<{ mail: string }> }): Promise<Response> {
  await requireLocal();
  const { mail: id } = await params;
  const mail = isId(id) ? await findMail(getDb(), id) : null;
  if (!mail) return new Response('Not found', { status: 404 });
  return new Response(mail.bodyHtml, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
  });
}
