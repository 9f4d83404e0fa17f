export { freezeMoneyIn } from './freeze-money';
export { releaseMoneyIn, returnMoneyIn } from './decide-freeze';
export { grounds, isOnlyGivenBack } from './input';
export type { Ground } from './input';
