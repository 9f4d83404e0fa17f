import type { Metadata } from 'next';
import { Mailbox } from '@/components/mail/mailbox';
import { getDb } from '@/db/client';
import { listMails } from '@/lib/mail';
import { requireLocal } from './require-local';
import { toSummary } from './to-summary';

export const metadata: Metadata = { title: 'Mailbox', robots: { index: false } };

/** All mail that this sandbox would have sent. */
export default async function MailboxRoute() {
  await requireLocal();
  const mails = await listMails(getDb());
  return (
    <Mailbox mails={mails.map(toSummary)} openId={null}>
      <p className="hidden pt-10 text-center text-second lg:block">Choose a mail to read it.</p>
    </Mailbox>
  );
}
