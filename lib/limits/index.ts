export { countAttempt } from './count-attempt';
export type { Attempt } from './count-attempt';
export { networkOf } from './network-of';
export type { Client } from './network-of';
export { TooManyAttempts } from './errors';
