import { notFound } from 'next/navigation';
import { BillFilePage, RetryForm } from '@/components/admin/bill-file';
import { DisputeNotices } from '@/components/admin/dispute-notices';
import { LineRefundForm } from '@/components/admin/line-refund-form';
import { Barred } from '@/components/admin/suspension';
import { Notice } from '@/components/ui/notice';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findBillFile, isOwnBill, isOwnRefund, lookAt, type BillFile } from '@/lib/admin';
import type { Viewer } from '@/lib/auth';
import { billNumber, previewLineRefund } from '@/lib/billing';
import { formatMoney } from '@/lib/money';
import { loadAdmin, proofHref, readId, readQuery, type Asked } from '../../load';
import { refund, retry } from '../actions';

export const metadata = { title: 'Bill' };

export default async function BillRoute({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const file = await findBillFile(getDb(), id);
  if (!file) notFound();
  await lookAt(viewer.personId, { kind: 'bill', id });
  const { line } = await readQuery(searchParams, 'line');
  const now = clocks.business.now;
  const { amountMinor, currency, status, nextAttemptAt } = file.bill;
  const isBeingCharged = (status === 'due' || status === 'failing') && nextAttemptAt !== null && nextAttemptAt <= now;
  return (
    <>
      <RoomHead title={<>{formatMoney(amountMinor, currency)} <span className="hint">{billNumber(id)}</span></>} sentence={<a href="/admin/billing" className="text-link">All bills</a>} />
      {isBeingCharged && <Notice tone="wait" icon="clock">It is being charged: reload this page in a moment.</Notice>}
      <DisputeNotices disputes={file.disputes} />
      <BillFilePage
        file={file}
        clock={clocks.business}
        retry={<Retry file={file} viewer={viewer} isBeingCharged={isBeingCharged} />}
        refund={<Refund file={file} viewer={viewer} line={line} now={now} />}
      />
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

/** What a refund of the line that the address names, or of the whole bill, would do; and the form that does it, or why not now. */
async function Refund({ file: { bill, lines }, viewer, line, now }: { file: BillFile; viewer: Viewer; line: string; now: Date }) {
  const lineId = lines.some((each) => each.line.id === line) ? line : null;
  const lineIds = lineId === null ? null : [lineId];
  const preview = await previewLineRefund(getDb(), { billId: bill.id, lineIds, now });
  if (!preview) return null;
  const title = lineId ? 'Refund one line' : 'Refund the bill';
  if (await isOwnRefund(getDb(), { actorId: viewer.personId, billId: bill.id, lineIds })) {
    return <Barred title={title} sentence="This is your own bill, or money of your own page, so another admin has to refund it." />;
  }
  const proof = await proofHref(viewer);
  if (proof) return <Barred title={title} sentence="Show your second factor again before money moves." href={proof} />;
  return (
    <>
      <LineRefundForm billId={bill.id} lineId={lineId} preview={preview} refund={refund} />
      {lineId && <p><a href={`/admin/billing/${bill.id}`} className="text-link">The whole bill instead</a></p>}
    </>
  );
}
