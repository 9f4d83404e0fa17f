import { billLedgerChecks } from '@/lib/billing';
import type { LedgerCheck } from '@/lib/ledger';
import { payoutLedgerChecks } from '@/lib/payouts';
import { tipLedgerChecks } from '@/lib/tips';

/** What each domain that posts asks of itself and of the ledger together; a new one adds its own here. */
export const domainLedgerChecks: readonly LedgerCheck[] = [...tipLedgerChecks, ...billLedgerChecks, ...payoutLedgerChecks];
