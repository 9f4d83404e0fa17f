import { allocate } from '@/lib/money';
import type { AccountRef, LedgerAccountKind, TransferDraft, TransferInput } from '@/lib/ledger';
import { event, seat } from './events';

/** An event and what it does to the books, as the README draws it. */
export type WorkedExample = {
  title: string;
  /** What happened, in sentences. */
  story: string;
  /** What had happened before, then what happens now: each a business event of its own. */
  play: (cast: Cast) => { before: TransferInput[][]; now: TransferInput[][]; show?: AccountRef[] };
  /** Balances in the end, natural sides: `kind:name` or `kind` to minor units. */
  leaves: Record<string, number>;
};

/** Who appears in an example, by the names that the T-accounts show. */
export type Cast = { alias: (name: string) => string };

export const at = (cast: Cast, name: string) => seat(cast.alias(name));
export const reference = (cast: Cast, prefix: string) => `${prefix}_${cast.alias('processor').replaceAll('-', '')}`;

export function tipOfThree(cast: Cast, name = 'ada'): TransferInput[] {
  const { clearing, held } = at(cast, name);
  return event([{ kind: 'tip_collected', debit: clearing, credit: held, amountMinor: 300, externalRef: reference(cast, `ch_${name}`) }]);
}

export function feeOf(cast: Cast, name: string, from: LedgerAccountKind = 'creator_held'): TransferInput[] {
  const { clearing, held } = at(cast, name);
  return event([{ kind: 'processor_fee', debit: { ...held, kind: from }, credit: clearing, amountMinor: 39, externalRef: reference(cast, `txn_${name}`) }]);
}

export function heldBecomesAvailable(cast: Cast, amountMinor: number): TransferInput[] {
  const { held, available } = at(cast, 'ada');
  return event([{ kind: 'hold_released', debit: held, credit: available, amountMinor }]);
}

export function earns(cast: Cast, amountMinor: number): TransferInput[][] {
  const { clearing, held } = at(cast, 'ada');
  return [
    event([{ kind: 'tip_collected', debit: clearing, credit: held, amountMinor, externalRef: reference(cast, 'ch_earlier') }]),
    heldBecomesAvailable(cast, amountMinor),
  ];
}

export function payout(cast: Cast, kind: 'payout_reserved' | 'payout_released' | 'payout_sent' | 'payout_returned'): TransferInput[] {
  const { available, reserved, clearing } = at(cast, 'ada');
  const [debit, credit, externalRef] = {
    payout_reserved: [available, reserved, null] as const,
    payout_released: [reserved, available, null] as const,
    payout_sent: [reserved, clearing, reference(cast, 'tr')] as const,
    payout_returned: [clearing, available, reference(cast, 'trr')] as const,
  }[kind];
  return event([{ kind, debit, credit, amountMinor: 2500, externalRef }]);
}

const CREATORS = ['ada', 'ben', 'cleo', 'dora', 'emil', 'fay', 'gus', 'hana', 'ivo', 'judy'];

export function tenLines(cast: Cast): TransferInput[][] {
  const { tab } = at(cast, 'fan');
  return CREATORS.map((name) => event([{ kind: 'line_accrued', debit: tab, credit: at(cast, name).accrued, amountMinor: 100 }]));
}

export function billPaid(cast: Cast): TransferInput[] {
  const { tab, clearing } = at(cast, 'fan');
  const lines = CREATORS.map((name): TransferDraft => {
    const { accrued, held } = at(cast, name);
    return { kind: 'line_collected', debit: accrued, credit: held, amountMinor: 100 };
  });
  return event([{ kind: 'bill_collected', debit: clearing, credit: tab, amountMinor: 1000, externalRef: reference(cast, 'ch_bill') }, ...lines]);
}

export function billFee(cast: Cast): TransferInput[] {
  const shares = allocate(59, CREATORS.map(() => 100));
  return event(CREATORS.map((name, index): TransferDraft => {
    const { held, clearing } = at(cast, name);
    const externalRef = index === 0 ? reference(cast, 'txn_bill') : null;
    return { kind: 'processor_fee', debit: held, credit: clearing, amountMinor: shares[index] ?? 0, externalRef };
  }));
}

export function firstAndLast(cast: Cast): AccountRef[] {
  const [fan, ada, judy] = [at(cast, 'fan'), at(cast, 'ada'), at(cast, 'judy')];
  return [fan.clearing, fan.tab, ada.accrued, judy.accrued, ada.held, judy.held];
}

export function disputed(cast: Cast): TransferInput[] {
  const { available, debt, clearing, costs } = at(cast, 'ada');
  return [
    ...event([
      { kind: 'dispute_opened', debit: available, credit: clearing, amountMinor: 261, externalRef: reference(cast, 'dp') },
      { kind: 'dispute_opened', debit: debt, credit: clearing, amountMinor: 39 },
    ]),
    ...event([{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: 1500, externalRef: reference(cast, 'txn_dispute') }]),
  ];
}

export function tipIsAvailable(cast: Cast): TransferInput[][] {
  return [tipOfThree(cast), feeOf(cast, 'ada'), heldBecomesAvailable(cast, 261)];
}

export function another261(cast: Cast): TransferInput[][] {
  return [tipOfThree(cast, 'ada').map(renamed('_next')), feeOf(cast, 'ada').map(renamed('_next'))];
}

export function inDebt(cast: Cast): TransferInput[][] {
  return [...tipIsAvailable(cast), disputed(cast), ...another261(cast)];
}

export function holdOverInDebt(cast: Cast): TransferInput[] {
  const { held, available, debt } = at(cast, 'ada');
  return event([
    { kind: 'hold_released', debit: held, credit: available, amountMinor: 261 },
    { kind: 'debt_repaid', debit: available, credit: debt, amountMinor: 39 },
  ]);
}

function renamed(suffix: string): (transfer: TransferInput) => TransferInput {
  return (transfer) => ({ ...transfer, externalRef: transfer.externalRef ? `${transfer.externalRef}${suffix}` : null });
}
