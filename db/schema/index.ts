export * from './ledger';
export * from './pricing';
export * from './creators';
export * from './payments';
export * from './tips';
export * from './webhooks';
export * from './mail';
export * from './jobs';
