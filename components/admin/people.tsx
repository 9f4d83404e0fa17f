import type { ReactNode } from 'react';
import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { FormAction } from '@/components/ui/form-state';
import type { PaymentLine, PersonFile, PersonLine } from '@/lib/admin';
import type { RecordedAct } from '@/lib/audit';
import { ActList } from './acts';
import { AddressFact } from './address-fact';
import { PaymentList } from './payment-list';
import { Status } from './status';
import { Age, When, type Clocked } from './when';

/** People as rows; addresses are masked, and opening somebody is written down. */
export function PeopleList({ people, clock, empty }: { people: PersonLine[]; clock: Clocked; empty: string }) {
  return (
    <Records
      caption="People"
      columns={[{ label: 'Person' }, { label: 'Address' }, { label: 'Page' }, { label: 'State' }, { label: 'Since', end: true }]}
      empty={empty}
      rows={people.map((row) => ({
        key: row.id,
        cells: [
          <a key="name" href={`/admin/people/${row.id}`} className="text-link">{row.displayName ?? 'Without a name'}</a>,
          <span key="address" className="hint">{row.address ?? '–'}</span>,
          row.page && <a key="page" href={`/admin/creators/${row.page.id}`} className="hover:underline">/{row.page.handle}</a>,
          row.isAdmin && row.status === 'active' ? <Status key="state" state="active" label="Admin" /> : <Status key="state" state={row.status} />,
          <When key="since" at={row.createdAt} clock={clock} />,
        ],
      }))}
    />
  );
}

type Props = {
  file: PersonFile;
  address: string | null;
  isAddressShown: boolean;
  payments: PaymentLine[];
  acts: RecordedAct[];
  clocks: { business: Clocked; real: Clocked };
  show: FormAction;
  /** The form that suspends or lets in again, or why there is none. */
  standing: ReactNode;
};

/** One person: who they are here, what they paid, what was done to them. */
export function PersonFilePage({ file, address, isAddressShown, payments, acts, clocks, show, standing }: Props) {
  const { person, page, sessions, consents } = file;
  const { real } = clocks;
  return (
    <div className="dossier">
      <div className="grid gap-5 content-start min-w-0">
        <Section title="Payments">
          <PaymentList payments={payments} clock={clocks.business} empty="No payment of this account." />
          {payments.length > 0 && <p className="links"><a href={`/admin/payments?person=${person.id}`} className="text-link">All payments</a></p>}
        </Section>
        <Section title="What was done and looked at">
          <ActList acts={acts} clock={real} empty="Nothing yet." />
          <p className="links"><a href={`/admin/audit?kind=person&subject=${person.id}`} className="text-link">All acts on this person</a></p>
        </Section>
      </div>
      <div className="grid gap-5 content-start min-w-0">
        <Section title="Facts">
          <Facts>
            <Fact label="State"><Status state={person.status} /></Fact>
            {person.suspendedReason && <Fact label="Because"><span dir="auto">{person.suspendedReason}</span></Fact>}
            <AddressFact label="Address" kind="person" id={person.id} address={address} isShown={isAddressShown} show={show} />
            <Fact label="Here since"><When at={person.createdAt} clock={real} /></Fact>
            {person.isAdmin && <Fact label="Role">Admin</Fact>}
            <Fact label="Second factor">{file.hasFactor ? 'Set up' : 'None'}</Fact>
            <Fact label="Signed in">
              {sessions.count === 0 ? 'Nowhere' : `${sessions.count} ${sessions.count === 1 ? 'browser' : 'browsers'}`}
              {sessions.lastSeenAt && <span className="hint block">seen <Age at={sessions.lastSeenAt} now={real.now} /></span>}
            </Fact>
            {page && (
              <Fact label="Page">
                <a href={`/admin/creators/${page.id}`} className="text-link">{page.name}</a> <Status state={page.status} />
              </Fact>
            )}
            <Fact label="Id"><code>{person.id}</code></Fact>
          </Facts>
        </Section>
        <Section title="Agreed to">
          {consents.length === 0 ? <p className="hint">Nothing on file.</p> : (
            <Facts>
              {consents.map((row) => (
                <Fact key={`${row.document}-${row.version}`} label={row.document === 'adult' ? '18 or older' : `${row.document}, version ${row.version}`}>
                  <When at={row.acceptedAt} clock={real} />
                </Fact>
              ))}
            </Facts>
          )}
        </Section>
        {standing}
      </div>
    </div>
  );
}
