export { freezeMoneyIn } from './freeze-money';
export { releaseMoneyIn, returnMoneyIn } from './decide-freeze';
export { takeOffTabs } from './take-off-tabs';
export { giveBackFrozen } from './give-back';
export { findFreeze } from './queries';
export type { FreezeFile, FrozenSum } from './queries';
export { grounds, isOnlyGivenBack } from './input';
export type { Ground } from './input';
