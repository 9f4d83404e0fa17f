import { listHref } from '@/components/admin/filters';
import { DisputeList } from '@/components/disputes/list';
import { WarningList } from '@/components/disputes/warning';
import { QueueKeys } from '@/components/moderation/queue-keys';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listClosedDisputes, listWaitingDisputes, listWarnings, WAITING_MOST } from '@/lib/disputes';
import { readCursor } from '@/lib/lists';
import { loadAdmin, PAGE_ROWS, readQuery, type Asked } from '../load';

export const metadata = { title: 'Disputes' };

const WARNINGS_SHOWN = 20;

export default async function DisputesRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const { at } = await readQuery(searchParams, 'at');
  const db = getDb();
  const [waiting, closed, warnings] = await Promise.all([
    listWaitingDisputes(db), listClosedDisputes(db, { cursor: readCursor(at), limit: PAGE_ROWS }), listWarnings(db, WARNINGS_SHOWN),
  ]);
  return (
    <>
      <RoomHead title="Disputes" sentence="A bank takes a payment back. Whoever must be answered first stands first; without an answer it is lost." />
      <Section title="Open" hint={waiting.length === WAITING_MOST ? `The ${WAITING_MOST} with the nearest day; the others follow as these are answered.` : undefined}>
        <DisputeList caption="Open disputes" disputes={waiting} clock={clocks.business} empty="No payment is disputed." />
      </Section>
      <Section title="Warnings of fraud" hint="The card’s network warned of these payments. What could still be sent back was, unless the settings say otherwise; those that wait for you stand first.">
        <WarningList warnings={warnings} clock={clocks.business} />
      </Section>
      <Section title="Decided">
        <DisputeList caption="Decided disputes" disputes={closed.rows} clock={clocks.business} empty="No dispute was decided yet." />
        <Pager newerHref={listHref('/admin/disputes', {}, closed.newer)} olderHref={listHref('/admin/disputes', {}, closed.older)} />
      </Section>
      <p className="hint keys">Keys: <kbd>j</kbd> and <kbd>k</kbd> go through the list, <kbd>Enter</kbd> opens.</p>
      <QueueKeys />
    </>
  );
}
