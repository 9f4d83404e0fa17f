import type { Metadata } from 'next';
import { toBillDetail } from '@/app/bills/to-bill-detail';
import { BillDetail } from '@/components/bills/bill-detail';
import { PayForm } from '@/components/bills/pay-form';
import { getViewer } from '@/lib/auth';
import { everybody } from '@/lib/dates';
import { payOpenBill } from './actions';
import { loadBill } from './load-bill';

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ from?: string | string[] }> };

/** The link is the key to the bill: it is told to nobody, by referrer or by index. */
export const metadata: Metadata = {
  title: 'Your bill',
  robots: { index: false, follow: false },
  // Not `no-referrer`: a browser then sends a form without script with `Origin: null`, which no action takes.
  referrer: 'same-origin',
};

/** One bill behind its mailed link: its receipt, or what happened and how to pay it. It only reads. */
export default async function BillRoute({ params, searchParams }: Props) {
  const { token } = await params;
  const receipt = await loadBill(token);
  const viewer = await getViewer();
  const isOwner = viewer !== null && viewer.personId === receipt.fan.personId;
  const detail = await toBillDetail(receipt, {
    justPaid: (await searchParams).from === 'checkout',
    reader: isOwner ? viewer : { ...everybody, timeZone: receipt.fan.timeZone },
  });
  return (
    <div className="shell pt-6 sm:pt-10">
      <BillDetail
        {...detail}
        pdfHref={detail.standing === 'paid' ? `/bills/${token}/pdf` : null}
        pay={
          detail.standing === 'refused' && (
            <PayForm action={payOpenBill} token={token} sum={detail.words.paid.sum} cardsHref={isOwner ? '/account/cards' : null} />
          )
        }
      />
    </div>
  );
}
