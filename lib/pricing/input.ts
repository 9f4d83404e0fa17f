/** Client-safe: the arithmetic of fees, without the database. */
export {
  estimateTip,
  partOf,
  processorFee,
  type ProcessorPrice,
  type TipEstimate,
  type TipInput,
  type TipPricing,
} from './estimate-tip';
export { compareBilling, type BillingComparison } from './compare-billing';
export { estimateBill, type BillEstimate, type BillPart } from './estimate-bill';
export { compareSmallBill, type SmallBillComparison } from './compare-small-bill';
export { estimateTabTip } from './estimate-tab-tip';
