import { Icon } from '@/components/ui/icon';
import type { Found } from '@/lib/admin';
import { Records } from '@/components/ui/records';
import { SearchKey } from './search-key';

/** The one box that finds anything; "/" leads into it. */
export function SearchBox({ typed = '' }: { typed?: string }) {
  return (
    <form action="/admin/search" role="search" className="admin-search">
      <Icon name="search" className="size-5" />
      <input
        type="search"
        name="q"
        id="admin-search"
        defaultValue={typed}
        aria-label="Find a payment, bill, person, creator or account"
        placeholder="A charge, e-mail, handle or id"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="field"
      />
      <kbd aria-hidden="true">/</kbd>
      <button type="submit" className="sr-only">Find</button>
      <SearchKey target="admin-search" />
    </form>
  );
}

const HREFS: Record<Found['kind'], (id: string) => string> = {
  payment: (id) => `/admin/payments/${id}`,
  bill: (id) => `/admin/billing/${id}`,
  person: (id) => `/admin/people/${id}`,
  creator: (id) => `/admin/creators/${id}`,
  account: (id) => `/admin/ledger/accounts/${id}`,
  transaction: (id) => `/admin/ledger/transactions/${id}`,
  run: (id) => `/admin/jobs/runs/${id}`,
};
const KINDS: Record<Found['kind'], string> = {
  payment: 'Payment', bill: 'Bill', person: 'Person', creator: 'Creator', account: 'Ledger account', transaction: 'Ledger transaction', run: 'Job run',
};

/** Where a found thing stands. */
export function foundHref({ kind, id }: Found): string {
  return HREFS[kind](id);
}

export function SearchResults({ typed, found }: { typed: string; found: Found[] }) {
  return (
    <Records
      caption="Found"
      columns={[{ label: 'What' }, { label: 'Kind', end: true }]}
      empty={typed === '' ? 'Type an id of ours or of Stripe’s, a receipt’s number, an e-mail, a handle or the beginning of a name.' : `Nothing is called “${typed}” here.`}
      rows={found.map((thing) => ({
        key: `${thing.kind}-${thing.id}`,
        cells: [
          <a key="title" href={foundHref(thing)} className="text-link">{thing.title}</a>,
          KINDS[thing.kind],
        ],
      }))}
    />
  );
}
