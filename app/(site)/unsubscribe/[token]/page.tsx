import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { readUnsubscribeToken } from '@/lib/tips';
import { stopMail } from './actions';

/** Not 'no-referrer': a browser without script would then send the form with `Origin: null`, which no action takes. */
export const metadata: Metadata = { title: 'Stop these mails', robots: { index: false }, referrer: 'same-origin' };

/** Where the link at the foot of a mail about tips leads. Opening it changes nothing: scanners open links. */
export default async function UnsubscribeRoute({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!readUnsubscribeToken(token)) notFound();
  return (
    <div className="shell room-alone">
      <section className="sheet-card">
        <h1 className="text-3xl">Stop mails about tips?</h1>
        <p>You will get no more mail when somebody tips you. Your dashboard still shows every tip, and there you can turn the mails on again.</p>
        <ActionForm action={stopMail} label="Stop mails about tips">
          <input type="hidden" name="token" value={token} />
          <SubmitButton>Stop these mails</SubmitButton>
        </ActionForm>
      </section>
    </div>
  );
}
