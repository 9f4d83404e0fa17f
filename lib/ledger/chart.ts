/**
 * The chart of accounts and the kinds of transfer: the ledger's whole language, in one table.
 *
 * The migration holds the same table as rows (`ledger_account_kind`, `ledger_transfer_kind`,
 * `ledger_rule`), because PostgreSQL enforces it on every insert, whoever inserts; a test compares
 * the two. Codes are stored in every row and are never reused. A new kind is a line here, a row in
 * a new migration and a worked example in README.md.
 */

/** `normal` side: assets and expenses grow by a debit, liabilities and income by a credit. */
export type AccountClass = 'asset' | 'liability' | 'income' | 'expense';

type AccountKindRow = {
  code: number;
  class: AccountClass;
  /** Belongs to an alias of a fan or creator; otherwise it is the operator's own. */
  owned: boolean;
  /** Keeps its balance in one row that may never fall below zero. */
  floored: boolean;
};

export const ACCOUNT_KINDS = {
  processor_clearing: { code: 1, class: 'asset', owned: false, floored: false },
  fan_tab: { code: 2, class: 'asset', owned: true, floored: false },
  creator_debt: { code: 3, class: 'asset', owned: true, floored: true },
  creator_accrued: { code: 4, class: 'liability', owned: true, floored: false },
  creator_held: { code: 5, class: 'liability', owned: true, floored: false },
  creator_available: { code: 6, class: 'liability', owned: true, floored: true },
  creator_reserved: { code: 7, class: 'liability', owned: true, floored: true },
  gift_credit: { code: 8, class: 'liability', owned: true, floored: true },
  platform_fees: { code: 9, class: 'income', owned: false, floored: false },
  platform_tips: { code: 10, class: 'income', owned: false, floored: false },
  processor_costs: { code: 11, class: 'expense', owned: false, floored: false },
  write_offs: { code: 12, class: 'expense', owned: false, floored: false },
  // Where the operator's own money goes when it leaves the processor; in the end somebody else's books.
  operator_bank: { code: 13, class: 'asset', owned: false, floored: false },
  currency_exchange: { code: 14, class: 'asset', owned: false, floored: false },
} as const satisfies Record<string, AccountKindRow>;

export type LedgerAccountKind = keyof typeof ACCOUNT_KINDS;

type Rule = readonly [debit: LedgerAccountKind, credit: LedgerAccountKind];
type TransferKindRow = { code: number; moves: readonly Rule[] };

export const TRANSFER_KINDS = {
  tip_collected: { code: 1, moves: [['processor_clearing', 'creator_held']] },
  processor_fee: {
    code: 2,
    // A fee learned after the line's money moved on follows it, and last becomes a debt.
    moves: [
      ['creator_held', 'processor_clearing'],
      ['creator_available', 'processor_clearing'],
      ['creator_debt', 'processor_clearing'],
      ['processor_costs', 'processor_clearing'],
    ],
  },
  platform_fee: { code: 3, moves: [['creator_held', 'platform_fees']] },
  platform_tip: { code: 4, moves: [['processor_clearing', 'platform_tips']] },
  line_accrued: { code: 5, moves: [['fan_tab', 'creator_accrued']] },
  line_undone: { code: 6, moves: [['creator_accrued', 'fan_tab']] },
  line_written_off: { code: 7, moves: [['creator_accrued', 'fan_tab']] },
  bill_collected: { code: 8, moves: [['processor_clearing', 'fan_tab']] },
  line_collected: { code: 9, moves: [['creator_accrued', 'creator_held']] },
  hold_released: { code: 10, moves: [['creator_held', 'creator_available']] },
  debt_repaid: { code: 11, moves: [['creator_available', 'creator_debt']] },
  payout_reserved: { code: 12, moves: [['creator_available', 'creator_reserved']] },
  payout_released: { code: 13, moves: [['creator_reserved', 'creator_available']] },
  payout_sent: {
    code: 14,
    // What left before the books were restored, and whose payout is lost with them, is owed.
    moves: [
      ['creator_reserved', 'processor_clearing'],
      ['creator_debt', 'processor_clearing'],
    ],
  },
  payout_returned: { code: 15, moves: [['processor_clearing', 'creator_available']] },
  processor_cost: { code: 16, moves: [['processor_costs', 'processor_clearing']] },
  refund: {
    code: 17,
    moves: [
      ['creator_held', 'processor_clearing'],
      ['creator_available', 'processor_clearing'],
      ['creator_debt', 'processor_clearing'],
    ],
  },
  platform_fee_returned: { code: 18, moves: [['platform_fees', 'processor_clearing']] },
  platform_tip_returned: { code: 19, moves: [['platform_tips', 'processor_clearing']] },
  dispute_opened: {
    code: 20,
    // What a bank takes beyond what the charge had left is the operator's loss.
    moves: [
      ['processor_costs', 'processor_clearing'],
      ['creator_held', 'processor_clearing'],
      ['creator_available', 'processor_clearing'],
      ['creator_debt', 'processor_clearing'],
    ],
  },
  dispute_won: { code: 21, moves: [['processor_clearing', 'creator_available']] },
  debt_written_off: { code: 22, moves: [['write_offs', 'creator_debt']] },
  gift_collected: { code: 23, moves: [['processor_clearing', 'gift_credit']] },
  gift_redeemed: { code: 24, moves: [['gift_credit', 'gift_credit']] },
  gift_spent: {
    code: 25,
    moves: [
      ['gift_credit', 'fan_tab'],
      ['gift_credit', 'creator_held'],
    ],
  },
  gift_refunded: { code: 26, moves: [['gift_credit', 'processor_clearing']] },
  refund_returned: { code: 27, moves: [['processor_clearing', 'creator_available']] },
  operator_paid_out: { code: 33, moves: [['operator_bank', 'processor_clearing']] },
  operator_paid_in: { code: 34, moves: [['processor_clearing', 'operator_bank']] },
  processor_cost_returned: { code: 35, moves: [['processor_clearing', 'processor_costs']] },
  currency_exchanged: {
    code: 36,
    moves: [
      ['currency_exchange', 'processor_clearing'],
      ['processor_clearing', 'currency_exchange'],
    ],
  },
} as const satisfies Record<string, TransferKindRow>;

export type TransferKind = keyof typeof TRANSFER_KINDS;

/** Whether a transfer of this kind may debit and credit accounts of these kinds. */
export function mayMove(
  kind: TransferKind,
  debit: LedgerAccountKind,
  credit: LedgerAccountKind,
): boolean {
  const moves: readonly Rule[] = TRANSFER_KINDS[kind].moves;
  return moves.some(([from, to]) => from === debit && to === credit);
}

/** Whether an account of this kind grows by a debit; the others grow by a credit. */
export function isDebitNormal(kind: LedgerAccountKind): boolean {
  const { class: accountClass } = ACCOUNT_KINDS[kind];
  return accountClass === 'asset' || accountClass === 'expense';
}

export function isAccountKind(name: string): name is LedgerAccountKind {
  return Object.hasOwn(ACCOUNT_KINDS, name);
}

export function isTransferKind(name: string): name is TransferKind {
  return Object.hasOwn(TRANSFER_KINDS, name);
}
