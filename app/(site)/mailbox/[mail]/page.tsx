import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Mailbox, OpenMail } from '@/components/mail/mailbox';
import { getDb } from '@/db/client';
import { isId } from '@/lib/ids';
import { findMail, listMails } from '@/lib/mail';
import { requireLocal } from '../require-local';
import { toSummary } from '../to-summary';

type Props = { params: Promise<{ mail: string }> };

export const metadata: Metadata = { title: 'Mailbox', robots: { index: false }, referrer: 'no-referrer' };

/** One mail beside the list of all. */
export default async function MailRoute({ params }: Props) {
  await requireLocal();
  const { mail: id } = await params;
  const mail = isId(id) ? await findMail(getDb(), id) : null;
  if (!mail) notFound();
  const mails = await listMails(getDb());
  return (
    <Mailbox mails={mails.map(toSummary)} openId={mail.id}>
      <OpenMail mail={toSummary(mail)} text={mail.bodyText} htmlHref={`/mailbox/${mail.id}/html`} />
    </Mailbox>
  );
}
