/** Client-safe: what forms about tiers and pledges and the server agree on. */
export * from './limits';
export { monthAfter, planJoin, planMark, type JoinPlan, type JoinTerms } from './plan-join';
export { changeMark, planChange, type ChangeLine, type ChangePlan, type ChangeTerms } from './plan-change';
