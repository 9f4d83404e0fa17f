import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReportReceipt } from '@/components/moderation/report-receipt';
import { getDb } from '@/db/client';
import { everybody, formatDay } from '@/lib/dates';
import { findReport, showReportNumber } from '@/lib/moderation';

export const metadata: Metadata = { title: 'Your report', robots: { index: false, follow: false }, referrer: 'same-origin' };

/** A report's receipt. Its number is all it takes to see it, and it shows nothing that was written. */
export default async function ReportReceiptRoute({ params }: { params: Promise<{ number: string }> }) {
  const { number } = await params;
  const found = await findReport(getDb(), number);
  if (!found) notFound();
  return (
    <div className="shell room-alone">
      <ReportReceipt
        number={showReportNumber(found.number)}
        handle={found.handle}
        kind={found.kind}
        sentOn={formatDay(found.createdAt, everybody)}
        status={found.status}
        decidedOn={found.decidedAt && formatDay(found.decidedAt, everybody)}
        decision={found.decision}
        hasAddress={found.hasAddress}
      />
    </div>
  );
}
