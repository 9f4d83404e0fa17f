import { Filters, FilterSelect, listHref } from '@/components/admin/filters';
import { QueueKeys } from '@/components/moderation/queue-keys';
import { BulkQueue } from '@/components/review/bulk-queue';
import { Done } from '@/components/review/done';
import { PayoutQueue } from '@/components/review/queue';
import { ReviewedList } from '@/components/review/reviewed-list';
import { payoutStateChoices } from '@/components/review/words';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { readCursor } from '@/lib/lists';
import { barredFromBulk, levels, listQueue, listReviewed, QUEUE_MOST, queueOnly, waitingStatuses } from '@/lib/review';
import { levelWords } from '@/lib/review/input';
import { loadAdmin, oneOf, PAGE_ROWS, proofHref, readQuery, type Asked } from '../load';
import { approveChosen } from './actions';

export const metadata = { title: 'Payouts' };

const LEVELS = levels.map((value) => ({ value, label: levelWords[value].label }));
const ONLY = [{ value: 'late', label: 'Late' }, { value: 'first', label: 'First payouts' }, { value: 'second', label: 'Needs two admins' }];
const VIEWS = payoutStateChoices.filter(({ value }) => value !== 'requested' && value !== 'in_review' && value !== 'on_hold');

export default async function PayoutsRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const typed = await readQuery(searchParams, 'level', 'state', 'only', 'past', 'at', 'done');
  const { now } = clocks.business;
  const past = oneOf(VIEWS.map(({ value }) => value), typed.past);
  const filter = { level: oneOf(levels, typed.level), status: oneOf(waitingStatuses, typed.state), only: oneOf(queueOnly, typed.only) };
  const [rows, reviewed, proof] = await Promise.all([
    listQueue(getDb(), filter, now),
    listReviewed(getDb(), { status: past }, { cursor: readCursor(typed.at), limit: PAGE_ROWS }),
    proofHref(viewer),
  ]);
  const isFiltered = Object.values(filter).some(Boolean);
  const chosen = rows.filter((row) => barredFromBulk(row, viewer.personId) === null);
  return (
    <>
      <RoomHead title="Payouts" sentence="Whoever has waited longest stands first; after two days they are late. Nothing leaves without you." />
      <Done what={typed.done} />
      <Section title={rows.length === 1 ? 'One waits' : `${rows.length} wait`} hint={rows.length === QUEUE_MOST ? `The ${QUEUE_MOST} that wait longest; the others follow as these are decided.` : undefined}>
        <Filters action="/admin/payouts">
          <FilterSelect name="level" label="Score" value={filter.level ?? ''} choices={LEVELS} />
          <FilterSelect name="state" label="State" value={filter.status ?? ''} choices={payoutStateChoices.filter(({ value }) => waitingStatuses.some((status) => status === value))} />
          <FilterSelect name="only" label="Only" value={filter.only ?? ''} choices={ONLY} />
        </Filters>
        {proof && chosen.length > 0 && <Notice tone="wait" icon="alert">To let several go at once, <a href={proof} className="text-link">show your second factor</a> first.</Notice>}
        <BulkQueue action={proof ? null : approveChosen} sums={chosen.map(({ id, amountMinor, currency }) => ({ id, amountMinor, currency }))}>
          <PayoutQueue rows={rows} now={now} viewerId={viewer.personId} choosable={proof ? [] : chosen.map(({ id }) => id)} empty={isFiltered ? 'No payout that waits is like this.' : 'No payout waits. Everybody who asked has an answer.'} />
        </BulkQueue>
      </Section>
      <p className="hint keys">Keys: <kbd>j</kbd> and <kbd>k</kbd> go through the list, <kbd>Enter</kbd> opens, <kbd>x</kbd> chooses.</p>
      <Section title="All payouts" id="all">
        <Filters action="/admin/payouts#all" label="Filter all payouts">
          <FilterSelect name="past" label="State" value={past ?? ''} choices={VIEWS} />
        </Filters>
        <ReviewedList rows={reviewed.rows} clock={clocks.business} />
        <Pager newerHref={listHref('/admin/payouts', { past }, reviewed.newer)} olderHref={listHref('/admin/payouts', { past }, reviewed.older)} />
      </Section>
      <QueueKeys />
    </>
  );
}
