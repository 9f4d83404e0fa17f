import { notFound } from 'next/navigation';
import { ActList } from '@/components/admin/acts';
import { Barred } from '@/components/admin/suspension';
import { momentWords, type Clocked } from '@/components/admin/when';
import { CaseActs } from '@/components/review/case-acts';
import { CaseKeys } from '@/components/review/case-keys';
import { CaseFacts, CaseGifts, CaseLines } from '@/components/review/case-lists';
import { CaseNotes } from '@/components/review/case-notes';
import { CaseSheet } from '@/components/review/case-sheet';
import { CaseSide } from '@/components/review/case-side';
import { obstacleWords } from '@/components/review/words';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listActs } from '@/lib/audit';
import type { Viewer } from '@/lib/auth';
import { formatMoney } from '@/lib/money/input';
import { countQueue, findPayoutCase, listQueue, lookAtPayout, waitingStatuses, type PayoutCase } from '@/lib/review';
import { loadAdmin, proofHref, readId } from '../../load';
import { approve, deny, hold, note, resume, takeUp } from '../actions';

export const metadata = { title: 'A payout' };

const ACTS_SHOWN = 20;

export default async function PayoutRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const { business, real } = clocks;
  const file = await findPayoutCase(getDb(), id, business.now);
  if (!file) notFound();
  const head = (
    <RoomHead title="Payout">
      <a href="/admin/payouts" className="button button-plain">Back to the queue</a>
    </RoomHead>
  );
  if (file.creator.personId === viewer.personId) {
    return <>{head}<Barred title="Your own payout" sentence="It is another admin’s to review, and what they see and write about it is not shown to you. How it stands is on your dashboard." /></>;
  }
  await lookAtPayout(viewer.personId, { payoutId: id, score: file.score });
  const [{ rows: queue }, waiting, acts] = await Promise.all([
    listQueue(getDb(), {}, business.now),
    countQueue(getDb()),
    listActs(getDb(), { subject: { kind: 'payout', id } }, { after: null, limit: ACTS_SHOWN }),
  ]);
  return (
    <>
      {head}
      <div className="review">
        <CaseSide rows={queue} waiting={waiting} current={id} now={business.now} viewerId={viewer.personId} />
        <div className="review-case">
          <CaseSheet file={file} clock={business}>
            <Decisions file={file} viewer={viewer} clock={business} />
          </CaseSheet>
          <p className="hint keys">Keys: <kbd>a</kbd> <kbd>h</kbd> <kbd>d</kbd> <kbd>n</kbd> open what they stand for, <kbd>j</kbd> and <kbd>k</kbd> go through the queue, <kbd>u</kbd> goes back to it.</p>
          <div className="review-facts">
            <CaseNotes file={file} clock={business} noting={note} />
            <CaseFacts file={file} clock={business} />
          </div>
          <CaseGifts file={file} clock={business} />
          <CaseLines file={file} clock={business} />
          <Section title="Who looked and decided">
            <ActList acts={acts} clock={real} empty="Nobody yet." />
          </Section>
        </div>
      </div>
      <CaseKeys />
    </>
  );
}

async function Decisions({ file, viewer, clock }: { file: PayoutCase; viewer: Viewer; clock: Clocked }) {
  const { payout, creator, score, approvals, needsSecond } = file;
  const status = waitingStatuses.find((waiting) => waiting === payout.status);
  if (!status) return null;
  const proof = await proofHref(viewer);
  if (proof) {
    return (
      <div className="review-acts">
        <a href={proof} className="button">Show your second factor to decide</a>
      </div>
    );
  }
  const isSecond = approvals.some(({ counts }) => counts);
  return (
    <CaseActs
      id={payout.id}
      status={status}
      amount={formatMoney(payout.amountMinor, payout.currency)}
      creatorName={creator.name}
      score={score.score}
      isStop={score.level === 'stop'}
      barred={barredWords(file, viewer, clock)}
      approveSentence={needsSecond && !isSecond
        ? 'Yours is the first of two approvals: another admin has to agree before anything leaves.'
        : `The transfer is made at once and cannot be called back. ${creator.name} gets a mail.`}
      actions={{ approve, hold, deny, resume, takeUp }}
    />
  );
}

/** Why this admin cannot approve now; null when they can. The command refuses by the same rules. */
function barredWords({ approvals, creator, obstacle }: PayoutCase, viewer: Viewer, clock: Clocked): string | null {
  if (approvals.some(({ adminId, counts }) => counts && adminId === viewer.personId)) return 'You approved it. Another admin has to agree.';
  if (creator.status === 'suspended') return 'The page is suspended, so its money stands still.';
  if (!obstacle) return null;
  if (obstacle.why === 'resting') return `Can be approved from ${momentWords(obstacle.until, clock)} on: payouts rest for 72 hours after the account or the sign-in address changed.`;
  return `${obstacleWords(obstacle)}. It cannot be approved until that has changed.`;
}
