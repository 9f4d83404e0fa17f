import type { ReactNode } from 'react';
import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { CreatorFile, CreatorLine, PaymentLine } from '@/lib/admin';
import type { RecordedAct } from '@/lib/audit';
import { formatMoney } from '@/lib/money/input';
import { ActList } from './acts';
import { PaymentList } from './payment-list';
import { PayoutAccountFacts } from './payout-account';
import { Status } from './status';
import { When, type Clocked } from './when';
import { kindWords } from './words';

export function CreatorList({ creators, clock, empty }: { creators: CreatorLine[]; clock: Clocked; empty: string }) {
  return (
    <Records
      caption="Creators"
      columns={[{ label: 'Creator' }, { label: 'Page' }, { label: 'State' }, { label: 'Since' }, { label: 'Tips', end: true }, { label: 'Received', end: true }]}
      empty={empty}
      rows={creators.map((row) => ({
        key: row.id,
        cells: [
          <a key="name" href={`/admin/creators/${row.id}`} className="text-link">{row.name}</a>,
          <span key="handle" className="hint">/{row.handle} · {row.country}</span>,
          <Status key="state" state={row.status} />,
          <When key="since" at={row.createdAt} clock={clock} />,
          row.tipsReceived,
          <span key="received" className="sum">{formatMoney(row.receivedMinor, row.currency)}</span>,
        ],
      }))}
    />
  );
}

type Props = {
  file: CreatorFile;
  payments: PaymentLine[];
  acts: RecordedAct[];
  clocks: { business: Clocked; real: Clocked };
  standing: ReactNode;
};

const BALANCES: Record<string, string> = {
  creator_accrued: 'On tabs', creator_held: 'Held', creator_available: 'Available', creator_reserved: 'Reserved', creator_debt: 'Debt',
};

/** One creator: the page, its money, its owner, what was done to it. */
export function CreatorFilePage({ file, payments, acts, clocks, standing }: Props) {
  const { creator, owner, totals } = file;
  return (
    <>
      <dl className="strip">
        {file.balances.map(({ kind, amountMinor }) => (
          <div key={kind}>
            <dt title={kindWords(kind)}>{BALANCES[kind]}</dt>
            <dd className="sum">{formatMoney(amountMinor, creator.currency)}</dd>
          </div>
        ))}
      </dl>
      <div className="dossier">
        <div className="grid gap-5 content-start min-w-0">
          <Section title="Payments">
            <PaymentList payments={payments} clock={clocks.business} empty="Nobody has paid to this page yet." isOneCreators />
            {payments.length > 0 && <p className="links"><a href={`/admin/payments?creator=${creator.handle}`} className="text-link">All payments</a></p>}
          </Section>
          <Section title="What was done and looked at">
            <ActList acts={acts} clock={clocks.real} empty="Nothing yet." />
          </Section>
        </div>
        <div className="grid gap-5 content-start min-w-0">
          <Section title="Facts">
            <Facts>
              <Fact label="State"><Status state={creator.status} /></Fact>
              {creator.suspendedReason && (
                <Fact label="Because">
                  <span dir="auto">{creator.suspendedReason}</span>
                  {creator.suspendedWithOwner && <span className="hint block">went with its owner</span>}
                </Fact>
              )}
              <Fact label="Page">{creator.status === 'active' ? <a href={`/${creator.handle}`} className="text-link">/{creator.handle}</a> : `/${creator.handle}`}</Fact>
              {file.handles.length > 0 && <Fact label="Before">{file.handles.map((row) => `/${row.handle}`).join(', ')}</Fact>}
              <Fact label="Owner">{owner ? <a href={`/admin/people/${owner.id}`} className="text-link">{owner.displayName ?? 'Without a name'}</a> : 'Nobody'}</Fact>
              <Fact label="Country">{creator.country}</Fact>
              <Fact label="Received">{formatMoney(totals?.receivedMinor ?? 0, creator.currency)} in {totals?.tipsReceived ?? 0} tips</Fact>
              <Fact label="Opened"><When at={creator.createdAt} clock={clocks.business} /></Fact>
              <Fact label="Ledger"><a href={`/admin/ledger?owner=${creator.ledgerOwner}`} className="text-link">Accounts</a></Fact>
              <Fact label="Reports"><a href={`/admin/reports/${creator.id}`} className="text-link">What was reported</a></Fact>
              <Fact label="Id"><code>{creator.id}</code></Fact>
            </Facts>
          </Section>
          <PayoutAccountFacts account={file.payoutAccount} clock={clocks.business} />
          {standing}
        </div>
      </div>
    </>
  );
}
