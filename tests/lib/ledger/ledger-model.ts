import { ACCOUNT_KINDS, isDebitNormal, type AccountRef, type PostOutcome, type TransferInput } from '@/lib/ledger';

/**
 * The ledger as one would explain it: a list of what is posted, and one transaction after the
 * other. It shares no code with the writer, keeps no totals and is as slow as it is simple.
 */
export class LedgerModel {
  readonly posted: TransferInput[] = [];

  /** Posts the transfers of one event; one answer for all of them. */
  post(event: readonly TransferInput[]): PostOutcome {
    if (!event.every(isPlausible) || event.filter(({ externalRef }) => externalRef).length > 1) return 'invalid';
    const known = this.answerIfKnown(event);
    if (known) return known;
    if (!event.every((transfer) => this.mayReverse(transfer))) return 'invalid';
    const touched = event.flatMap(({ debit, credit }) => [debit, credit]);
    const floored = touched.filter(({ kind }) => ACCOUNT_KINDS[kind].floored);
    if (floored.some((ref) => balance([...this.posted, ...event], ref) < 0)) return 'no_funds';
    this.posted.push(...event);
    return 'posted';
  }

  /** The balance on the account's natural side. */
  balance(ref: AccountRef): number {
    return balance(this.posted, ref);
  }

  /** What moved per account, UTC day and kind: `account day kind` to debits and credits. */
  days(): Map<string, { debitMinor: number; creditMinor: number }> {
    const days = new Map<string, { debitMinor: number; creditMinor: number }>();
    const add = (ref: AccountRef, transfer: TransferInput, debitMinor: number, creditMinor: number) => {
      const key = `${nameOf(ref)} ${transfer.happenedAt.toISOString().slice(0, 10)} ${transfer.kind}`;
      const day = days.get(key) ?? { debitMinor: 0, creditMinor: 0 };
      days.set(key, { debitMinor: day.debitMinor + debitMinor, creditMinor: day.creditMinor + creditMinor });
    };
    for (const transfer of this.posted) {
      add(transfer.debit, transfer, transfer.amountMinor, 0);
      add(transfer.credit, transfer, 0, transfer.amountMinor);
    }
    return days;
  }

  private answerIfKnown(event: readonly TransferInput[]): PostOutcome | null {
    const ids = new Set(event.map(({ id }) => id));
    const transactionId = event[0]?.transactionId;
    const byId = this.posted.filter((one) => ids.has(one.id) || one.transactionId === transactionId);
    const byReference = this.posted.filter((one) =>
      event.some(({ kind, externalRef }) => externalRef && kind === one.kind && externalRef === one.externalRef));
    const hits = new Set([...byId, ...byReference].map((one) => one.transactionId));
    if (hits.size === 0) return null;
    if (hits.size > 1) return 'id_reused';
    const whole = this.posted.filter((one) => hits.has(one.transactionId));
    return contents(whole, byId.length > 0) === contents(event, byId.length > 0) ? 'already_posted' : 'id_reused';
  }

  private mayReverse({ reverses, debit, credit, amountMinor, kind }: TransferInput): boolean {
    if (!reverses) return true;
    const original = this.posted.find(({ id }) => id === reverses);
    return (
      original !== undefined && !original.reverses && original.kind === kind &&
      original.amountMinor === amountMinor && nameOf(original.debit) === nameOf(credit) &&
      nameOf(original.credit) === nameOf(debit) && !this.posted.some((one) => one.reverses === reverses)
    );
  }
}

export function nameOf({ kind, owner, currency }: AccountRef): string {
  return `${kind} ${owner ?? '-'} ${currency}`;
}

function isPlausible({ amountMinor, currency, debit, credit }: TransferInput): boolean {
  return (
    Number.isSafeInteger(amountMinor) && amountMinor > 0 && debit.currency === currency &&
    credit.currency === currency && nameOf(debit) !== nameOf(credit)
  );
}

function balance(transfers: readonly TransferInput[], ref: AccountRef): number {
  const name = nameOf(ref);
  let signed = 0;
  for (const { debit, credit, amountMinor } of transfers) {
    if (nameOf(debit) === name) signed += amountMinor;
    if (nameOf(credit) === name) signed -= amountMinor;
  }
  return isDebitNormal(ref.kind) ? signed : 0 - signed;
}

function contents(transfers: readonly TransferInput[], withIds: boolean): string {
  const rows = transfers.map((one) => JSON.stringify([
    withIds ? one.id : null, withIds ? one.transactionId : null, nameOf(one.debit), nameOf(one.credit),
    one.amountMinor, one.kind, one.externalRef ?? null, one.reverses ?? null,
  ]));
  return rows.toSorted().join('\n');
}
