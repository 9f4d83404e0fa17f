export { recordOrigin } from './record-origin';
export type { Deed, Whence } from './record-origin';
export { emptyAddressesOf, emptyOldAddresses } from './empty-addresses';
export { originsOfPayment } from './queries';
export type { Origin } from './queries';
