export { cancelUnsentOf } from './cancel-unsent-of';
export { isOpen as isOpenPayout, openStatuses } from './transitions';
export type { Payout, PayoutStatus } from './payout-rows';
export { payoutLedgerChecks } from './ledger-checks';
