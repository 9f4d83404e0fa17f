import type { TransactionFile } from '@/lib/admin';
import { formatMoney, type Currency } from '@/lib/money/input';
import { When, type Clocked } from './when';
import { kindWords } from './words';

type Transfer = TransactionFile['transfers'][number];
type Account = Transfer['debit'];
type Names = ReadonlyMap<string, string>;

/** One transaction of the ledger: its transfers by name, and the accounts they move as T-accounts. */
export function Transaction({ transfers, clock, names = new Map() }: { transfers: Transfer[]; clock: Clocked; names?: Names }) {
  const [first] = transfers;
  if (!first) return null;
  const kinds = [...new Set(transfers.map((transfer) => kindWords(transfer.kind)))];
  const reference = transfers.find((transfer) => transfer.externalRef)?.externalRef;
  return (
    <article className="transaction">
      <header>
        <h3>
          <a href={`/admin/ledger/transactions/${first.transactionId}`} className="hover:underline">{kinds.join(', ')}</a>
        </h3>
        <p className="hint">
          <When at={first.happenedAt} clock={clock} />
          {reference && <> · <code>{reference}</code></>}
        </p>
      </header>
      <TAccounts transfers={transfers} names={names} />
    </article>
  );
}

/**
 * The accounts that a transaction touches, each as a T: debits left, credits right. Under them the
 * sums of both sides, which are equal because every transfer stands once on each.
 */
export function TAccounts({ transfers, names = new Map() }: { transfers: Transfer[]; names?: Names }) {
  const currency = transfers[0]?.currency ?? 'USD';
  const sum = transfers.reduce((total, transfer) => total + transfer.amountMinor, 0);
  return (
    <>
      <div className="t-accounts">
        {accountsOf(transfers).map((legs) => (
          <TAccount key={keyOf(legs.account)} {...legs} names={names} />
        ))}
      </div>
      <p className="t-sum figures">
        Debits {formatMoney(sum, currency)} = credits {formatMoney(sum, currency)}
      </p>
    </>
  );
}

type Legs = { account: Account; debits: number[]; credits: number[] };

function TAccount({ account, debits, credits, names }: Legs & { names: Names }) {
  const { currency, kind, owner } = account;
  const name = owner ? names.get(owner) : undefined;
  return (
    <table className="t-account">
      <caption>
        {kindWords(kind)}
        <span className="hint block font-normal">{owner ? (name ?? `${owner.slice(0, 8)}…`) : 'the operator'}</span>
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Debit</th>
          <th scope="col">Credit</th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: Math.max(debits.length, credits.length) }, (_, at) => (
          <tr key={at}>
            <td>{amount(debits[at], currency)}</td>
            <td>{amount(credits[at], currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function amount(minor: number | undefined, currency: Currency): string {
  return minor === undefined ? '' : formatMoney(minor, currency);
}

function accountsOf(transfers: Transfer[]): Legs[] {
  const found = new Map<string, Legs>();
  const legsOf = (account: Account) => {
    const legs = found.get(keyOf(account)) ?? { account, debits: [], credits: [] };
    found.set(keyOf(account), legs);
    return legs;
  };
  for (const { debit, credit, amountMinor } of transfers) {
    legsOf(debit).debits.push(amountMinor);
    legsOf(credit).credits.push(amountMinor);
  }
  return [...found.values()];
}

function keyOf({ kind, owner, currency }: Account): string {
  return `${kind}:${owner ?? ''}:${currency}`;
}
