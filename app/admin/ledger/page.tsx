import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { Filters, FilterSelect, FilterText } from '@/components/admin/filters';
import { RunNow } from '@/components/admin/jobs';
import { AccountList } from '@/components/admin/ledger';
import { kindWords } from '@/components/admin/words';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { accountKinds, isAccountKind, listAccounts, listJobs, operatorAccounts, transactionsByReference } from '@/lib/admin';
import { isId } from '@/lib/ids';
import { isCurrency } from '@/lib/money';
import { offeredCurrencies } from '@/lib/pricing';
import { run } from '../jobs/actions';
import { loadAdmin, PAGE_ROWS, readQuery, type Asked } from '../load';

export const metadata = { title: 'Ledger' };

export default async function LedgerRoute({ searchParams }: { searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const db = getDb();
  const typed = await readQuery(searchParams, 'kind', 'currency', 'owner', 'ref', 'at');
  const [only, ...others] = typed.ref === '' ? [] : await transactionsByReference(db, typed.ref);
  if (only && others.length === 0) redirect(`/admin/ledger/transactions/${only}` as Route);
  const found = only ? [only, ...others] : [];
  const jobs = await listJobs(db, clocks.real.now);
  return (
    <>
      <RoomHead title="Ledger" sentence="Every movement of money, debit to credit. Nothing posted is ever changed.">
        <RunNow name="verify" openRun={jobs.find((job) => job.name === 'verify')?.openRun ?? null} run={run} label="Verify every invariant" />
      </RoomHead>
      {typed.ref !== '' && <ByReference reference={typed.ref} found={found} />}
      <Section title="Accounts">
        <Filters action="/admin/ledger">
          <FilterSelect name="kind" label="Kind" value={typed.kind} choices={accountKinds.map((kind) => ({ value: kind, label: kindWords(kind) }))} />
          <FilterSelect name="currency" label="Currency" value={typed.currency} choices={offeredCurrencies.map((code) => ({ value: code, label: code }))} />
          <FilterText name="ref" label="Stripe’s id" value={typed.ref} placeholder="ch_… txn_… re_…" />
        </Filters>
        <Accounts typed={typed} />
      </Section>
    </>
  );
}

/** The operator's own accounts until a kind or an owner is asked for. */
async function Accounts({ typed }: { typed: { kind: string; currency: string; owner: string; at: string } }) {
  const db = getDb();
  const isOwner: boolean = isId(typed.owner);
  const isPlace: boolean = isId(typed.at);
  const kind = isAccountKind(typed.kind) ? typed.kind : undefined;
  const currency = isCurrency(typed.currency) ? typed.currency : undefined;
  if (!kind && !isOwner) {
    const own = await operatorAccounts(db);
    return <AccountList accounts={own.filter((row) => !currency || row.currency === currency)} caption="The operator’s accounts" empty="No account of the operator has moved yet." />;
  }
  const filter = { kind, currency, owner: isOwner ? typed.owner : undefined };
  const { rows, next } = await listAccounts(db, filter, { after: isPlace ? typed.at : null, limit: PAGE_ROWS });
  const more = new URLSearchParams({ kind: typed.kind, currency: typed.currency, owner: typed.owner, at: next ?? '' });
  return (
    <>
      <AccountList accounts={rows} caption="Accounts" empty="There is no such account yet." />
      <Pager newerHref={null} olderHref={next && `/admin/ledger?${more.toString()}`} />
    </>
  );
}

function ByReference({ reference, found }: { reference: string; found: string[] }) {
  return (
    <Section title={`Transactions of ${reference}`}>
      {found.length === 0 ? (
        <p className="empty">The ledger has nothing under this id.</p>
      ) : (
        <ul className="grid gap-1">
          {found.map((id) => (
            <li key={id}>
              <a href={`/admin/ledger/transactions/${id}`} className="text-link"><code>{id}</code></a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
