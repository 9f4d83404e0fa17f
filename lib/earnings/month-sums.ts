import type { LedgerAccountKind, TransferKind } from '@/lib/ledger';

/** One month (UTC) as a receipt, from the ledger; in minor units. */
export type MonthSums = {
  /** Tips by card and bank. */
  directMinor: number;
  /** Pledges and tips of tabs, collected by bills. */
  tabMinor: number;
  /** Both together. */
  grossMinor: number;
  processorFeeMinor: number;
  platformFeeMinor: number;
  /** The creator's part of what went back to fans, disputes included. */
  refundedMinor: number;
  netMinor: number;
  /** What left for the bank. */
  paidOutMinor: number;
  /** What moved for any other reason, such as a debt given up; usually nothing. */
  otherMinor: number;
  /** New on tabs, less what was undone: not collected yet, and no part of the sums above. */
  accruedMinor: number;
  /** Accrued before, and given up. */
  writtenOffMinor: number;
};

type Line = { accountKind: LedgerAccountKind; kind: TransferKind; debitMinor: number; creditMinor: number };

/** Collected money, wherever of these it lies; what moves among them changes nothing of a creator's. */
const PURSE: readonly LedgerAccountKind[] = ['creator_held', 'creator_available', 'creator_reserved', 'creator_debt'];

/** Pure: what the transfers of a month say, seen from the creator. */
export function toMonthSums(lines: readonly Line[]): MonthSums {
  const purse = lines.filter(({ accountKind }) => PURSE.includes(accountKind));
  const received = (of: readonly Line[], ...kinds: TransferKind[]) =>
    of.filter((line) => kinds.includes(line.kind)).reduce((sum, line) => sum + line.creditMinor - line.debitMinor, 0);
  const accrued = lines.filter(({ accountKind }) => accountKind === 'creator_accrued');
  const directMinor = received(purse, 'tip_collected');
  const tabMinor = received(purse, 'line_collected');
  const processorFeeMinor = 0 - received(purse, 'processor_fee');
  const platformFeeMinor = 0 - received(purse, 'platform_fee');
  const refundedMinor = 0 - received(purse, 'refund', 'refund_returned', 'dispute_opened', 'dispute_won');
  const paidOutMinor = 0 - received(purse, 'payout_sent', 'payout_returned');
  const grossMinor = directMinor + tabMinor;
  const netMinor = grossMinor - processorFeeMinor - platformFeeMinor - refundedMinor;
  const movedMinor = purse.reduce((sum, line) => sum + line.creditMinor - line.debitMinor, 0);
  return {
    directMinor, tabMinor, grossMinor, processorFeeMinor, platformFeeMinor, refundedMinor, netMinor, paidOutMinor,
    otherMinor: movedMinor - netMinor + paidOutMinor,
    accruedMinor: received(accrued, 'line_accrued', 'line_undone'),
    writtenOffMinor: 0 - received(accrued, 'line_written_off'),
  };
}
