import { getDb } from '@/db/client';
import { isId } from '@/lib/ids';
import { findMail } from '@/lib/mail';
import { door } from '../../../../door';
import { requireLocal } from '../../require-local';

/**
 * A mail as a mail program draws it. The server gives this path a policy of its own, with inline
 * styles and nothing else (lib/http, MAIL_VIEW_POLICY).
 */
export const GET = door({ name: 'mailbox.html', who: 'anyone' }, async ({ params }) => {
  await requireLocal();
  const mail = isId(params.mail) ? await findMail(getDb(), params.mail) : null;
  if (!mail) return new Response('Not found', { status: 404 });
  return new Response(mail.bodyHtml, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
  });
});
