export { receiveWebhook, storeEvents } from './receive-webhook';
export { processEvents } from './process-events';
export { refreshPayments } from './refresh-payments';
export type { Look, Refreshed } from './refresh-payments';
export { paymentEventTypes } from './event-types';
