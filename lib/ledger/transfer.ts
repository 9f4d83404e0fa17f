import type { Currency } from '@/lib/money';
import type { AccountRef } from './account-id';
import type { TransferKind } from './chart';

/**
 * One movement of money, debit to credit. `amountMinor` is above zero, in minor units of
 * `currency`, which both accounts share. `happenedAt` is business time.
 */
export type TransferInput = {
  /** Minted and stored before the first attempt: the idempotency key. */
  id: string;
  /** Groups the transfers of one business event; they are posted together or not at all. */
  transactionId: string;
  debit: AccountRef;
  credit: AccountRef;
  amountMinor: number;
  currency: Currency;
  kind: TransferKind;
  /** The processor's object id, on one transfer of a transaction; once per kind for ever. */
  externalRef?: string | null;
  /** The id of the transfer that this one takes back whole. */
  reverses?: string | null;
  happenedAt: Date;
};

/**
 * What became of a transfer. All transfers of a transaction share one answer, because they share
 * one fate:
 * - `posted`: written now;
 * - `already_posted`: the very same event stands in the ledger; nothing was written;
 * - `no_funds`: an account would fall below its floor; nothing was written;
 * - `id_reused`: an id or external reference stands there with other content; nothing was written;
 * - `invalid`: it breaks a rule of the chart or of arithmetic; nothing was written.
 */
export type PostOutcome = 'posted' | 'already_posted' | 'no_funds' | 'id_reused' | 'invalid';

/** A transfer of an event before it has its ids, as the posting rules build it. */
export type TransferDraft = Omit<TransferInput, 'id' | 'transactionId' | 'happenedAt' | 'currency'>;

/**
 * Gives the drafts of one event their ids. The first transfer's id is the transaction's own and
 * the others follow from it by counting up its last five (random) bytes, so a domain stores one id
 * for its event, a replay builds the same ids, and neighbours stay neighbours in the index.
 */
export function transfersOf(
  event: { transactionId: string; currency: Currency; happenedAt: Date },
  drafts: readonly TransferDraft[],
): TransferInput[] {
  return drafts.map((draft, index) => ({
    ...draft,
    id: nthId(event.transactionId, index),
    transactionId: event.transactionId,
    currency: event.currency,
    happenedAt: event.happenedAt,
  }));
}

const LAST_FIVE_BYTES = 2 ** 40;

function nthId(transactionId: string, index: number): string {
  const cut = transactionId.length - 10;
  const last = (Number.parseInt(transactionId.slice(cut), 16) + index) % LAST_FIVE_BYTES;
  return transactionId.slice(0, cut).toLowerCase() + last.toString(16).padStart(10, '0');
}
