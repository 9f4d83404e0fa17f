import { hash } from 'node:crypto';
import type { Currency } from '@/lib/money';
import { ACCOUNT_KINDS, type LedgerAccountKind } from './chart';

/** Names an account: `owner` is the alias of a fan or creator, null for the operator's own. */
export type AccountRef = { kind: LedgerAccountKind; owner: string | null; currency: Currency };

/**
 * The id of the account that a reference means, whether it exists yet or not: a UUIDv8 over kind,
 * owner and currency, the same bytes as `ledger_account_id` in the database (a CHECK there holds
 * every account to it). So nothing is looked up before a transfer is posted. It begins with the
 * kind's code and the currency's letters, by which the database holds chart and currency.
 */
export function accountId(ref: AccountRef): string {
  const id = Buffer.alloc(16);
  id.writeUInt8(ACCOUNT_KINDS[ref.kind].code, 0);
  id.write(ref.currency, 1, 3, 'ascii');
  hash('sha256', accountKey(ref), 'buffer').copy(id, 4, 0, 12);
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6);
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = id.toString('hex');
  return [8, 12, 16, 20, 32]
    .map((end, part, ends) => hex.slice(part === 0 ? 0 : ends[part - 1], end))
    .join('-');
}

/** What an account is, as one text: equal for the same account and for no other. */
export function accountKey({ kind, owner, currency }: AccountRef): string {
  return `tuppence:${ACCOUNT_KINDS[kind].code}:${owner?.toLowerCase() ?? ''}:${currency}`;
}
