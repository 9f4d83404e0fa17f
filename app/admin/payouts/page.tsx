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
import { barredFromBulk, countQueue, levels, listQueue, listReviewed, queueOnly, waitingStatuses } from '@/lib/review';
import { levelWords } from '@/lib/review/input';
import { loadAdmin, oneOf, PAGE_ROWS, proofHref, readQuery, type Asked } from '../load';
import { approveChosen } from './actions';

export const metadata = { title: 'Payouts' };

const LEVELS = levels.map((value) => ({ value, label: levelWords[value].label }));
const ONLY = [{ value: 'late', label: 'Late' }, { value: 'first', label: 'First payouts' }, { value: 'second', label: 'Needs two admins' }];
const VIEWS = payoutStateChoices.filter(({ value }) => value !== 'requested' && value !== 'in_review' && value !== 'on_hold');

/** The queue from a place on, with its filters kept. */
function queueHref({ level, state, only }: { level: string; state: string; only: string }, from: string | null): string {
  const query = new URLSearchParams(Object.entries({ level, state, only, from: from ?? '' }).filter(([, value]) => value !== ''));
  return `/admin/payouts?${query.toString()}`;
}

export default async function PayoutsRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const typed = await readQuery(searchParams, 'level', 'state', 'only', 'from', 'past', 'at', 'done');
  const { now } = clocks.business;
  const past = oneOf(VIEWS.map(({ value }) => value), typed.past);
  const filter = { level: oneOf(levels, typed.level), status: oneOf(waitingStatuses, typed.state), only: oneOf(queueOnly, typed.only) };
  const after = readCursor(typed.from);
  const [{ rows, next }, waiting, reviewed, proof] = await Promise.all([
    listQueue(getDb(), { ...filter, after }, now),
    countQueue(getDb()),
    listReviewed(getDb(), { status: past }, { cursor: readCursor(typed.at), limit: PAGE_ROWS }),
    proofHref(viewer),
  ]);
  const isFiltered = Object.values(filter).some(Boolean);
  const chosen = rows.filter((row) => barredFromBulk(row, viewer.personId) === null);
  return (
    <>
      <RoomHead title="Payouts" sentence="Whoever has waited longest stands first; after two days they are late. Nothing leaves without you." />
      <Done what={typed.done} />
      <Section title={waiting === 0 ? 'None waits' : waiting === 1 ? 'One waits' : `${waiting} wait`}>
        <Filters action="/admin/payouts">
          <FilterSelect name="level" label="Score" value={filter.level ?? ''} choices={LEVELS} />
          <FilterSelect name="state" label="State" value={filter.status ?? ''} choices={payoutStateChoices.filter(({ value }) => waitingStatuses.some((status) => status === value))} />
          <FilterSelect name="only" label="Only" value={filter.only ?? ''} choices={ONLY} />
        </Filters>
        {proof && chosen.length > 0 && <Notice tone="wait" icon="alert">To let several go at once, <a href={proof} className="text-link">show your second factor</a> first.</Notice>}
        <BulkQueue action={proof ? null : approveChosen} sums={chosen.map(({ id, amountMinor, currency }) => ({ id, amountMinor, currency }))}>
          <PayoutQueue rows={rows} now={now} viewerId={viewer.personId} choosable={proof ? [] : chosen.map(({ id }) => id)} empty={isFiltered ? 'No payout that waits is like this.' : 'No payout waits. Everybody who asked has an answer.'} />
        </BulkQueue>
        {(after || next) && (
          <nav aria-label="Pages of the queue" className="pager">
            {after ? <a href={queueHref(typed, null)} className="button button-plain">From the beginning</a> : <span />}
            {next && <a href={queueHref(typed, next)} rel="next" className="button button-plain">The next ones</a>}
          </nav>
        )}
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
