import { BillList, ComingEvenings, OpenBillCounts } from '@/components/admin/bills';
import { ChargesStopped } from '@/components/admin/charges-stopped';
import { Filters, FilterSelect, listHref } from '@/components/admin/filters';
import { RunList } from '@/components/admin/jobs';
import { RefreshUntilDone } from '@/components/admin/refresh-until-done';
import { stateWords } from '@/components/admin/words';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { billStatuses, countOpenBills, listAllBills, listBillingRuns, listComingEvenings } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { findChargeStop } from '@/lib/billing';
import { loadAdmin, oneOf, PAGE_ROWS, proofHref, readQuery, type Asked } from '../load';
import { resume } from './actions';

export const metadata = { title: 'Bills' };

export default async function BillingRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const typed = await readQuery(searchParams, 'status', 'at');
  const db = getDb();
  const [stop, runs, evenings, open, { rows, newer, older }] = await Promise.all([
    findChargeStop(db),
    listBillingRuns(db),
    listComingEvenings(db),
    countOpenBills(db),
    listAllBills(db, { status: oneOf(billStatuses, typed.status) }, { cursor: readCursor(typed.at), limit: PAGE_ROWS }),
  ]);
  return (
    <>
      <RoomHead title="Bills" sentence="One charge per fan and billing day. Each bill is made once, charged once, and lands on one of two ends: paid, or written off." />
      {runs.some((run) => run.startedAt && !run.finishedAt) && <RefreshUntilDone />}
      {stop && <ChargesStopped stop={stop} clock={clocks.business} proof={await proofHref(viewer)} action={resume} />}
      <div className="dossier">
        <Section title="To be collected">
          <OpenBillCounts open={open} />
        </Section>
        <Section title="Evenings to come" hint="By the day (UTC) of their moment. A day in the past waits for a bill that is not paid yet.">
          <ComingEvenings evenings={evenings} clock={clocks.business} />
        </Section>
      </div>
      <Section title="Runs" hint="Of billing and of dunning; those that found nothing to do leave no trace.">
        <RunList runs={runs} clock={clocks.real} isMixed />
      </Section>
      <Section title="Bills, newest first">
        <Filters action="/admin/billing">
          <FilterSelect name="status" label="State" value={typed.status} choices={billStatuses.map((status) => ({ value: status, label: stateWords(status).label }))} />
        </Filters>
        <BillList bills={rows} clock={clocks.business} empty="No bill is like this." />
        <Pager newerHref={listHref('/admin/billing', { status: typed.status }, newer)} olderHref={listHref('/admin/billing', { status: typed.status }, older)} />
      </Section>
    </>
  );
}
