import { isId } from '@/lib/ids';
import { accountKey, type AccountRef } from './account-id';
import { ACCOUNT_KINDS, mayMove } from './chart';
import type { PostOutcome, TransferInput } from './transfer';

/** A transaction as it is posted: its transfers, and where their answers belong. */
export type PlannedTransaction = {
  transactionId: string;
  transfers: TransferInput[];
  /** For each transfer, its place in the call. */
  places: number[];
  /** Places of exact repeats of a transfer within the same transaction. */
  echoes: number[];
  /** Decided without asking the database. */
  refused: PostOutcome | null;
};

const AMOUNT_MINOR_MAX = Number.MAX_SAFE_INTEGER;
const EXTERNAL_REF = /^[A-Za-z0-9_.:-]{1,120}$/;
const CURRENCY = /^[A-Z]{3}$/;
const YEAR_MIN = 1970;
const YEAR_MAX = 9999;

/**
 * Groups a call's transfers into their transactions, in order of first appearance, and refuses
 * what is wrong on its face. Pure.
 */
export function planTransactions(transfers: readonly TransferInput[]): PlannedTransaction[] {
  const planned = new Map<string, PlannedTransaction>();
  transfers.forEach((transfer, place) => {
    const transactionId = transfer.transactionId.toLowerCase();
    const transaction = planned.get(transactionId) ?? {
      transactionId, transfers: [], places: [], echoes: [], refused: null,
    };
    planned.set(transactionId, transaction);
    addTransfer(transaction, transfer, place);
  });
  for (const transaction of planned.values()) {
    transaction.refused ??= faceOf(transaction.transfers);
  }
  return [...planned.values()];
}

/**
 * Cuts transactions into runs within which none depends on the identity of an earlier one (its
 * ids, its external reference, or as what it reverses). Each run is one statement; nearly every
 * call is one run. Pure.
 */
export function cutIntoRuns(transactions: readonly PlannedTransaction[]): PlannedTransaction[][] {
  const runs: PlannedTransaction[][] = [];
  let names = new Names();
  for (const transaction of transactions) {
    if (runs.length === 0 || names.meet(transaction)) {
      runs.push([]);
      names = new Names();
    }
    runs.at(-1)?.push(transaction);
    names.add(transaction);
  }
  return runs;
}

/** What the transactions of a run are called by, and what they take back. */
class Names {
  private readonly transactions = new Set<string>();
  private readonly transfers = new Set<string>();
  private readonly references = new Set<string>();

  meet({ transactionId, transfers }: PlannedTransaction): boolean {
    return this.transactions.has(transactionId) || transfers.some((transfer) =>
      this.transfers.has(transfer.id.toLowerCase())
      || (transfer.reverses != null && this.transfers.has(transfer.reverses.toLowerCase()))
      || (transfer.externalRef != null && this.references.has(referenceKey(transfer))));
  }

  add({ transactionId, transfers }: PlannedTransaction): void {
    this.transactions.add(transactionId);
    for (const transfer of transfers) {
      this.transfers.add(transfer.id.toLowerCase());
      if (transfer.reverses != null) this.transfers.add(transfer.reverses.toLowerCase());
      if (transfer.externalRef != null) this.references.add(referenceKey(transfer));
    }
  }
}

function referenceKey({ kind, externalRef }: TransferInput): string {
  return `${kind} ${externalRef}`;
}

function addTransfer(transaction: PlannedTransaction, transfer: TransferInput, place: number): void {
  const twin = transaction.transfers.find((other) => sameId(other.id, transfer.id));
  if (!twin) {
    transaction.transfers.push(transfer);
    transaction.places.push(place);
    return;
  }
  transaction.echoes.push(place);
  if (contentOf(twin) !== contentOf(transfer)) transaction.refused = 'id_reused';
}

function faceOf(transfers: readonly TransferInput[]): PostOutcome | null {
  const references = transfers.filter(({ externalRef }) => externalRef != null).length;
  const reversesItself = transfers.some(({ reverses }) => reverses != null && transfers.some(({ id }) => sameId(id, reverses)));
  if (references > 1 || reversesItself || !transfers.every(isSound)) return 'invalid';
  return null;
}

function isSound(transfer: TransferInput): boolean {
  const { debit, credit, amountMinor, currency, externalRef, reverses, happenedAt } = transfer;
  const [from, to] = reverses == null ? [debit, credit] : [credit, debit];
  const year = happenedAt.getUTCFullYear();
  return (
    isId(transfer.id) && isId(transfer.transactionId) && (reverses == null || isId(reverses)) &&
    Number.isSafeInteger(amountMinor) && amountMinor >= 1 && amountMinor <= AMOUNT_MINOR_MAX &&
    CURRENCY.test(currency) && isSoundAccount(debit, currency) && isSoundAccount(credit, currency) &&
    !isSameAccount(debit, credit) && mayMove(transfer.kind, from.kind, to.kind) &&
    (externalRef == null || EXTERNAL_REF.test(externalRef)) &&
    // An invalid date has the year NaN and fails both.
    year >= YEAR_MIN && year <= YEAR_MAX
  );
}

function isSoundAccount(ref: AccountRef, currency: string): boolean {
  const hasOwner = ref.owner !== null;
  return (
    ref.currency === currency &&
    hasOwner === ACCOUNT_KINDS[ref.kind].owned &&
    (ref.owner === null || isId(ref.owner))
  );
}

function isSameAccount(one: AccountRef, other: AccountRef): boolean {
  return one.kind === other.kind && accountKey(one) === accountKey(other);
}

function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function contentOf(transfer: TransferInput): string {
  return JSON.stringify([
    accountKey(transfer.debit), accountKey(transfer.credit), transfer.amountMinor, transfer.currency,
    transfer.kind, transfer.externalRef ?? null, transfer.reverses?.toLowerCase() ?? null,
  ]);
}
