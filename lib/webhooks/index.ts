export { receiveWebhook, storeEvents, webhookDoors } from './receive-webhook';
export { processEvents } from './process-events';
export { refresh, refreshPayments, settleReports } from './refresh-payments';
export type { Refreshed } from './refresh-payments';
export type { Looks } from './fetch-looks';
export { usedEventTypes } from './event-types';
export { applyDecidedFee } from './apply-decided-fee';
