export { findProfile, findWaitingChange, findChangeByToken } from './queries';
export type { Profile, ChangeLink } from './queries';
export { saveProfile } from './save-profile';
export { joinGuestPayments } from './join-guest-payments';
export { requestEmailChange } from './request-email-change';
export { confirmEmailChange, stopEmailChange, cancelEmailChange } from './confirm-email-change';
export { purgeEmailChanges } from './purge-email-changes';
export { purgeFormerAddresses } from './purge-former-addresses';
export * from './errors';
