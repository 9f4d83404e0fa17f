import type { Holdings } from './inventory/holding';
import { admins } from './inventory/admins';
import { disputes } from './inventory/disputes';
import { pages } from './inventory/pages';
import { payments } from './inventory/payments';
import { payouts } from './inventory/payouts';
import { signingIn } from './inventory/signing-in';
import { tabs } from './inventory/tabs';
import { trust } from './inventory/trust';

export type { Holding, Subject } from './inventory/holding';

/**
 * Every table that knows a person, by name: what of it is theirs to take along, and what becomes of
 * it when they leave. A test holds this list against the database, so that no later table is
 * forgotten; the export is made from it. Not here is what names nobody: the ledger (it knows pages by
 * an alias), counters of attempts (keyed hashes), unconfirmed drafts.
 */
export const inventory: Holdings = {
  ...signingIn,
  ...payments,
  ...disputes,
  ...tabs,
  ...pages,
  ...payouts,
  ...trust,
  ...admins,
};
