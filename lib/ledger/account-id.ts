import { createHash } from 'node:crypto';
import type { Currency } from '@/lib/money';
import { ACCOUNT_KINDS, type LedgerAccountKind } from './chart';

/** Names an account: `owner` is the alias of a fan or creator, null for the operator's own. */
export type AccountRef = { kind: LedgerAccountKind; owner: string | null; currency: Currency };

/**
 * The id of the account that a reference means, whether it exists yet or not: a UUIDv8 over kind,
 * owner and currency, the same bytes as `ledger_account_id` in the database (a CHECK there holds
 * every account to it). So nothing is looked up before a transfer is posted.
 */
export function accountId(ref: AccountRef): string {
  const digest = createHash('sha256').update(accountKey(ref)).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [8, 12, 16, 20, 32]
    .map((end, part, ends) => hex.slice(part === 0 ? 0 : ends[part - 1], end))
    .join('-');
}

/** What an account is, as one text: equal for the same account and for no other. */
export function accountKey({ kind, owner, currency }: AccountRef): string {
  return `tuppence:${ACCOUNT_KINDS[kind].code}:${owner?.toLowerCase() ?? ''}:${currency}`;
}
