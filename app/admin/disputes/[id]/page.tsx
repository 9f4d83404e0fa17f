import { notFound } from 'next/navigation';
import { Barred, Choices } from '@/components/admin/suspension';
import { DisputeCasePage } from '@/components/disputes/case';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { TextAreaField } from '@/components/ui/fields';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import type { Viewer } from '@/lib/auth';
import { DISPUTE_WORDS_MOST, findDispute, freezeOf, lookAtDispute, readEvidence } from '@/lib/disputes';
import { formatMoney } from '@/lib/money';
import { loadAdmin, proofHref, readId } from '../../load';
import { accept, counter } from '../actions';
import { LiftFreeze } from '../freeze';

export const metadata = { title: 'A dispute' };

type File = NonNullable<Awaited<ReturnType<typeof findDispute>>>;

export default async function DisputeRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const file = await findDispute(getDb(), id);
  const facts = file && (await readEvidence(getDb(), file.dispute.paymentId));
  if (!file || !facts) notFound();
  if (facts.personIds.includes(viewer.personId)) return <OwnCase />;
  await lookAtDispute(viewer.personId, id, facts);
  return (
    <>
      <RoomHead title={`${formatMoney(file.dispute.amountMinor, file.dispute.currency)} disputed`} sentence="What we know of the payment, and what we answer its bank.">
        <a href="/admin/disputes" className="button button-plain">All disputes</a>
      </RoomHead>
      <DisputeCasePage file={{ ...file, facts }} clock={clocks.business} answering={<Answers file={file} viewer={viewer} />}>
        <LiftFreeze freeze={file.freeze && (await freezeOf(getDb(), file.freeze.fanId))} viewer={viewer} />
      </DisputeCasePage>
    </>
  );
}

/** What stands here of somebody's own payment or page is for another admin. */
function OwnCase() {
  return (
    <>
      <RoomHead title="Your own dispute" sentence="This is about your own payment or page.">
        <a href="/admin/disputes" className="button button-plain">All disputes</a>
      </RoomHead>
      <Barred title="Another admin decides" sentence="Another admin reads the case and answers the bank." />
    </>
  );
}

async function Answers({ file: { dispute, answer, billId }, viewer }: { file: File; viewer: Viewer }) {
  if (answer || !dispute.status.endsWith('needs_response')) return null;
  const proof = await proofHref(viewer);
  if (proof) return <Barred title="Answer" sentence="Show your second factor again before you answer a bank." href={proof} />;
  const isInquiry = dispute.status.startsWith('warning');
  return (
    <Choices title="Answer the bank" hint={isInquiry ? 'The bank asks before it disputes. A refund ends that, costs nothing and mostly is the best answer.' : 'Once, and in one of two ways.'}>
      {isInquiry && <a href={billId ? `/admin/billing/${billId}` : `/admin/payments/${dispute.paymentId}`} className="button button-plain">Refund it…</a>}
      <Confirm name="decide" plain label="Counter it…" sentence="The bank is sent what stands on this page: the receipt, who was here, and what was agreed to. Nothing can be added later. Stripe may ask a fee for it, which comes back when it is won.">
        <ActionForm action={counter} label="Counter the dispute">
          <input type="hidden" name="id" value={dispute.id} />
          <TextAreaField name="words" label="What else the bank should know" hint="It reads these words as they are. They may stay empty." rows={4} maxLength={DISPUTE_WORDS_MOST} />
          <SubmitButton>Send the evidence</SubmitButton>
        </ActionForm>
      </Confirm>
      {!isInquiry && <Confirm name="decide" label="Leave the money with the bank…" sentence="The cardholder keeps the money, and what it paid for is closed. This cannot be taken back.">
        <ActionForm action={accept} label="Accept the dispute">
          <input type="hidden" name="id" value={dispute.id} />
          <SubmitButton danger>Accept the dispute</SubmitButton>
        </ActionForm>
      </Confirm>}
    </Choices>
  );
}
