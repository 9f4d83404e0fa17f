import { notFound } from 'next/navigation';
import { BillFilePage, RetryForm } from '@/components/admin/bill-file';
import { Barred } from '@/components/admin/suspension';
import { Notice } from '@/components/ui/notice';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findBillFile, isOwnBill, lookAt, type BillFile } from '@/lib/admin';
import type { Viewer } from '@/lib/auth';
import { billNumber } from '@/lib/billing';
import { formatMoney } from '@/lib/money';
import { loadAdmin, proofHref, readId } from '../../load';
import { retry } from '../actions';

export const metadata = { title: 'Bill' };

export default async function BillRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const file = await findBillFile(getDb(), id);
  if (!file) notFound();
  await lookAt(viewer.personId, { kind: 'bill', id });
  const { amountMinor, currency, status, nextAttemptAt } = file.bill;
  const isBeingCharged = (status === 'due' || status === 'failing') && nextAttemptAt !== null && nextAttemptAt <= clocks.business.now;
  return (
    <>
      <RoomHead title={<>{formatMoney(amountMinor, currency)} <span className="hint">{billNumber(id)}</span></>} sentence={<a href="/admin/billing" className="text-link">All bills</a>} />
      {isBeingCharged && <Notice tone="wait" icon="clock">It is being charged: reload this page in a moment.</Notice>}
      <BillFilePage file={file} clock={clocks.business} retry={<Retry file={file} viewer={viewer} isBeingCharged={isBeingCharged} />} />
    </>
  );
}

/** What an admin may do about an open bill; or why not now. */
async function Retry({ file: { bill }, viewer, isBeingCharged }: { file: BillFile; viewer: Viewer; isBeingCharged: boolean }) {
  if (bill.status !== 'failing' || isBeingCharged) return null;
  if (await isOwnBill(getDb(), viewer.personId, bill.id)) {
    return <Barred title="Try now" sentence="This is your own bill, so another admin has to do it." />;
  }
  const proof = await proofHref(viewer);
  if (proof) return <Barred title="Try now" sentence="Show your second factor again before money moves." href={proof} />;
  return <RetryForm billId={bill.id} retry={retry} />;
}
