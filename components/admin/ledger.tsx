import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { AccountDay, AccountLine, AccountTransfer, TransactionFile } from '@/lib/admin';
import { formatMoney, type Currency } from '@/lib/money/input';
import { TAccounts } from './t-accounts';
import { dayWords, When, type Clocked } from './when';
import { kindWords } from './words';

/** Accounts with their balances, each on its natural side. */
export function AccountList({ accounts, caption, empty }: { accounts: AccountLine[]; caption: string; empty: string }) {
  return (
    <Records
      caption={caption}
      columns={[{ label: 'Account' }, { label: 'Whose' }, { label: 'Currency' }, { label: 'Balance', end: true }]}
      empty={empty}
      rows={accounts.map((row) => ({
        key: row.id,
        cells: [
          <a key="kind" href={`/admin/ledger/accounts/${row.id}`} className="text-link">{kindWords(row.kind)}</a>,
          <Owner key="owner" owner={row.owner} />,
          row.currency,
          <span key="balance" className="sum">{formatMoney(row.balanceMinor, row.currency)}</span>,
        ],
      }))}
    />
  );
}

function Owner({ owner }: { owner: AccountLine['owner'] }) {
  if (!owner) return <span className="hint">the operator</span>;
  if (owner.creator) return <a href={`/admin/creators/${owner.creator.id}`} className="hover:underline">{owner.creator.name}</a>;
  return <code>{owner.alias.slice(0, 8)}…</code>;
}

/** One account: its balance and its days, newest first, each opening on its transfers. */
export function AccountFile(props: { account: AccountLine; days: AccountDay[]; open: string | null; transfers: AccountTransfer[]; moreHref: string | null; clock: Clocked }) {
  const { account, days, open } = props;
  return (
    <>
      <dl className="strip">
        <div>
          <dt>Balance</dt>
          <dd className="sum">{formatMoney(account.balanceMinor, account.currency)}</dd>
        </div>
        <div>
          <dt>Whose</dt>
          <dd><Owner owner={account.owner} /></dd>
        </div>
        <div>
          <dt>Id</dt>
          <dd><code>{account.id}</code></dd>
        </div>
      </dl>
      {open && <DayTransfers {...props} day={open} />}
      <Section title="Day by day" hint="What moved, by kind, in UTC days. A day opens on its transfers.">
        <Records
          caption="Days"
          columns={[{ label: 'Day' }, { label: 'What' }, { label: 'Debit', end: true }, { label: 'Credit', end: true }]}
          empty="Nothing has moved on this account."
          rows={days.flatMap(({ day, lines }) =>
            lines.map((line, at) => ({
              key: `${day}-${line.kind}`,
              cells: [
                at === 0 ? <a key="day" href={`/admin/ledger/accounts/${account.id}?day=${day}`} className="text-link" aria-current={day === open ? 'true' : undefined}>{dayWords(day)}</a> : <span key="day" className="hint md:sr-only">{dayWords(day)}</span>,
                kindWords(line.kind),
                sum(line.debitMinor, account.currency),
                sum(line.creditMinor, account.currency),
              ],
            })),
          )}
        />
      </Section>
    </>
  );
}

function DayTransfers({ account, day, transfers, moreHref, clock }: { account: AccountLine; day: string; transfers: AccountTransfer[]; moreHref: string | null; clock: Clocked }) {
  return (
    <Section title={`Transfers of ${dayWords(day)}`}>
      <Records
        caption="Transfers"
        columns={[{ label: 'When' }, { label: 'What' }, { label: 'Reference' }, { label: 'Debit', end: true }, { label: 'Credit', end: true }]}
        empty="Nothing moved on this day."
        rows={transfers.map((row) => ({
          key: row.id,
          cells: [
            <a key="when" href={`/admin/ledger/transactions/${row.transactionId}`} className="text-link font-normal"><When at={row.happenedAt} clock={clock} /></a>,
            kindWords(row.kind),
            row.externalRef && <code key="ref">{row.externalRef}</code>,
            sum(Math.max(row.signedMinor, 0), account.currency),
            sum(Math.max(-row.signedMinor, 0), account.currency),
          ],
        }))}
      />
      {moreHref && <p className="links"><a href={moreHref} className="text-link">Earlier that day</a></p>}
    </Section>
  );
}

function sum(minor: number, currency: Currency): string {
  return minor === 0 ? '' : formatMoney(minor, currency);
}

/** One transaction as T-accounts, with the payment and the creators behind it. */
export function TransactionPage({ file, clock }: { file: TransactionFile; clock: Clocked }) {
  const [first] = file.transfers;
  if (!first) return null;
  const names = new Map(file.creators.map((row) => [row.alias, row.name]));
  return (
    <div className="dossier">
      <Section title="T-accounts" hint="Debits left, credits right.">
        <TAccounts transfers={file.transfers} names={names} />
      </Section>
      <div className="grid gap-6 content-start min-w-0">
        <Section title="Facts">
          <Facts>
            <Fact label="Happened"><When at={first.happenedAt} clock={clock} /></Fact>
            <Fact label="Written"><When at={first.createdAt} clock={clock} /></Fact>
            {file.paymentId && <Fact label="Payment"><a href={`/admin/payments/${file.paymentId}`} className="text-link">Open it</a></Fact>}
            {file.creators.map((row) => <Fact key={row.id} label="Creator"><a href={`/admin/creators/${row.id}`} className="text-link">{row.name}</a></Fact>)}
            <Fact label="Transaction"><code>{first.transactionId}</code></Fact>
          </Facts>
        </Section>
        <Section title="Transfers">
          <ol className="grid gap-3">
            {file.transfers.map((row) => (
              <li key={row.id}>
                <p className="flex justify-between gap-4">
                  <span>{kindWords(row.kind)}{row.reverses && <span className="hint"> (reversal)</span>}</span>
                  <span className="sum">{formatMoney(row.amountMinor, row.currency)}</span>
                </p>
                <p className="hint">{kindWords(row.debit.kind)} → {kindWords(row.credit.kind)}</p>
                {row.externalRef && <p className="hint"><code>{row.externalRef}</code></p>}
              </li>
            ))}
          </ol>
        </Section>
      </div>
    </div>
  );
}
