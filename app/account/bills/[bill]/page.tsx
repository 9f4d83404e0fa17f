import type { Metadata } from 'next';
import { payOpenBill } from '@/app/bills/[token]/actions';
import { toBillDetail } from '@/app/bills/to-bill-detail';
import { AskBack } from '@/components/bills/ask-back';
import { BillDetail } from '@/components/bills/bill-detail';
import { PayForm } from '@/components/bills/pay-form';
import { requireUser } from '@/lib/auth';
import { billToken } from '@/lib/billing';
import { askBack } from './actions';
import { loadOwnBill } from './load-own-bill';
import { toAskBack } from './to-ask-back';

export const metadata: Metadata = { title: 'Bill' };

/** One bill of one's own: opened by its owner, no link needed. */
export default async function OwnBillRoute({ params }: { params: Promise<{ bill: string }> }) {
  const viewer = await requireUser();
  const receipt = await loadOwnBill(viewer.personId, (await params).bill);
  const detail = await toBillDetail(receipt, { justPaid: false, reader: viewer });
  const { id } = receipt.bill;
  return (
    <>
      <BillDetail
        {...detail}
        backHref="/account/bills"
        pdfHref={detail.standing === 'paid' ? `/account/bills/${id}/pdf` : null}
        pay={
          detail.standing === 'refused' && (
            <PayForm action={payOpenBill} token={billToken(id)} sum={detail.words.paid.sum} cardsHref="/account/cards" />
          )
        }
      />
      <div className="no-print max-w-xl">
        <AskBack lines={await toAskBack(receipt)} action={askBack} />
      </div>
    </>
  );
}
