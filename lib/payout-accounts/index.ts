export { lockPayoutAccount, readPayoutAccount } from './read-payout-account';
export type { PayoutAccount } from './read-payout-account';
export { accountObstacle, payoutObstacle, refuseObstacle } from './obstacle';
export type { PayoutObstacle } from './obstacle';
export { FORMER_ADDRESS_DAYS, REST_HOURS } from './rest';
export * from './errors';
