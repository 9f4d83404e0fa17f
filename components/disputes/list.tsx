import { Status } from '@/components/admin/status';
import { When, type Clocked } from '@/components/admin/when';
import { Records } from '@/components/ui/records';
import { disputeReason } from '@/lib/disputes/input';
import { formatMoney, type Currency } from '@/lib/money';

type Dispute = {
  id: string; status: string; reason: string; amountMinor: number; currency: Currency; openedAt: Date; evidenceDueAt: Date | null;
  answer: 'accept' | 'counter' | null; purpose: 'tip' | 'bill'; creatorName: string | null;
};

/** Disputes, each with what it is about and until when it must be answered. */
export function DisputeList({ caption, disputes, clock, empty }: { caption: string; disputes: Dispute[]; clock: Clocked; empty: string }) {
  return (
    <Records
      caption={caption}
      columns={[{ label: 'Payment' }, { label: 'Because' }, { label: 'State' }, { label: 'Answer by' }, { label: 'Amount', end: true }]}
      empty={empty}
      rows={disputes.map((dispute) => ({
        key: dispute.id,
        cells: [
          <a key="case" href={`/admin/disputes/${dispute.id}`} className="text-link" data-queue="">
            {paymentWords(dispute)} <span className="hint"><When at={dispute.openedAt} clock={clock} /></span>
          </a>,
          disputeReason(dispute.reason),
          <Status key="state" state={dispute.status} />,
          <AnswerBy key="due" dispute={dispute} clock={clock} />,
          formatMoney(dispute.amountMinor, dispute.currency),
        ],
      }))}
    />
  );
}

/** What was paid, in a line of a list. */
export function paymentWords({ purpose, creatorName }: { purpose: 'tip' | 'bill'; creatorName: string | null }): string {
  if (purpose === 'bill') return 'A bill';
  return creatorName === null ? 'A tip by card' : `A tip to ${creatorName}`;
}

function AnswerBy({ dispute, clock }: { dispute: Dispute; clock: Clocked }) {
  if (dispute.answer) return <>{dispute.answer === 'accept' ? 'Accepted' : 'Countered'}</>;
  if (!dispute.evidenceDueAt || !dispute.status.endsWith('needs_response')) return <>–</>;
  const isNear = dispute.evidenceDueAt.getTime() - clock.now.getTime() < 3 * 86_400_000;
  return isNear ? <span className="status status-bad"><When at={dispute.evidenceDueAt} clock={clock} /></span> : <When at={dispute.evidenceDueAt} clock={clock} />;
}
