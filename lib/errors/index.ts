export { Refusal, isRefusal } from './refusal';
export { invariant } from './invariant';
