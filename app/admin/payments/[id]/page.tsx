import { notFound } from 'next/navigation';
import { DisputeNotices } from '@/components/admin/dispute-notices';
import { PaymentFilePage } from '@/components/admin/payment-file';
import { RefundForm } from '@/components/admin/refund-form';
import { Barred } from '@/components/admin/suspension';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findPaymentFile, isAddressShown, isOwnPayment, lookAt, type PaymentFile } from '@/lib/admin';
import type { Viewer } from '@/lib/auth';
import { billPath } from '@/lib/billing';
import { formatMoney } from '@/lib/money';
import { receiptPath } from '@/lib/payments';
import { maskEmail } from '@/lib/mail';
import { previewRefund, receiptNumber } from '@/lib/tips';
import { showAddressOf } from '../../actions';
import { loadAdmin, proofHref, readId } from '../../load';
import { refund } from '../actions';

export const metadata = { title: 'Payment' };

export default async function PaymentRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const file = await findPaymentFile(getDb(), id);
  if (!file) notFound();
  const subject = { kind: 'payment', id } as const;
  await lookAt(viewer.personId, subject);
  const isShown = await isAddressShown(viewer.personId, subject);
  const { payerEmail, amountMinor, currency } = file.payment;
  return (
    <>
      <RoomHead title={<>{formatMoney(amountMinor, currency)} <span className="hint">{receiptNumber(id)}</span></>} sentence={file.payment.description} />
      <DisputeNotices disputes={file.disputes} />
      <PaymentFilePage
        file={file}
        address={payerEmail && (isShown ? payerEmail : maskEmail(payerEmail))}
        isAddressShown={isShown}
        receiptHref={file.payment.billId ? billPath(file.payment.billId) : receiptPath(id)}
        clock={clocks.business}
        show={showAddressOf}
        refund={<Refund file={file} viewer={viewer} />}
      />
    </>
  );
}

/** What would happen, and the form that does it; or why it is not for this admin now. */
async function Refund({ file, viewer }: { file: PaymentFile; viewer: Viewer }) {
  if (file.payment.billId && file.payment.status === 'succeeded') {
    return <Barred title="Refund" sentence="A bill is refunded on its own page, line by line or whole: open it under “For”." />;
  }
  const preview = await previewRefund(getDb(), file.payment.id);
  if (!preview) return null;
  if (await isOwnPayment(getDb(), viewer.personId, file.payment.id)) {
    return <Barred title="Refund" sentence="This payment is from you or to you, so another admin has to refund it." />;
  }
  const proof = await proofHref(viewer);
  if (proof) return <Barred title="Refund" sentence="Show your second factor again before money moves." href={proof} />;
  return <RefundForm paymentId={file.payment.id} preview={preview} creatorName={file.creator?.name ?? 'The creator'} refund={refund} />;
}
