export { ensureFan } from './ensure-fan';
export { startUnprovenFan, CONFIRM_DAYS } from './start-unproven-fan';
export { fanIdsOf, findFan, findFanById, findFanByToken, listUnprovenOf } from './queries';
export type { Fan } from './queries';
export { currentConsent, findConsent, hasConsent, recordConsent } from './consent';
export type { Consent } from './consent';
export { findMailbox } from './find-mailbox';
export type { FanMailbox } from './find-mailbox';
