export * from './input';
export { announceFee, FeeNoticeTooShort, NOTICE_DAYS } from './announce-fee';
export {
  CurrencyNotOffered,
  currentLimits,
  isOffered,
  limitsOf,
  offeredCurrencies,
  operatorLimits,
  type OfferedCurrency,
  type OperatorLimits,
  type Region,
} from './operator-limits';
export { currentPricing, feeHistory, listEstimates, type FeeChange, type FeeEstimate } from './queries';
