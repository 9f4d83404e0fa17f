import type { Stripe } from 'stripe';
import type { World } from '../world';
import { listOf } from './list';

/** Stripe's object of any kind by its id, as an answer shows it; null when there is none. */
export function findObject(world: World, id: string): object | null {
  const { store } = world;
  switch (id.slice(0, id.lastIndexOf('_'))) {
    case 'ch':
    case 'py':
      return store.charges.get(id);
    case 'cs_test':
      return store.sessions.get(id);
    case 'cus':
      return store.customers.get(id) ?? store.deletedCustomers.get(id);
    case 'du':
      return store.disputes.get(id);
    case 'issfr':
      return store.fraudWarnings.get(id);
    case 'mandate':
      return store.mandates.get(id);
    case 'pi':
      return store.intents.get(id);
    case 'pm':
      return store.paymentMethods.get(id);
    case 'po':
      return store.payouts.get(id);
    case 'price':
      return store.prices.get(id);
    case 'prod':
      return store.products.get(id);
    case 'pyr':
    case 're':
      return store.refunds.get(id);
    case 'seti':
      return store.setupIntents.get(id);
    case 'tr':
      return store.transfers.get(id);
    case 'trr':
      return store.transferReversals.get(id);
    case 'txn':
      return showTransaction(world, store.balanceTransactions.get(id));
    default:
      return null;
  }
}

/** Whether money is available depends on the time at which one looks. */
export function showTransaction<Found extends Stripe.BalanceTransaction | null>(
  world: World,
  transaction: Found,
): Found {
  if (transaction === null) return transaction;
  const available = transaction.available_on <= world.clock.seconds();
  return { ...transaction, status: available ? 'available' : 'pending' };
}

/** So many of a list stand in an object; the others have to be asked for. */
const SHOWN = 10;

/** Lists that an object shows only when asked to: a session's items, a charge's refunds. */
export function includable(world: World, record: object, field: string): object | undefined {
  if (!('object' in record) || !('id' in record) || typeof record.id !== 'string') return undefined;
  if (record.object === 'checkout.session' && field === 'line_items') {
    const items = world.store.sessionDetails.get(record.id)?.lineItems ?? [];
    return listOf(items, `/v1/checkout/sessions/${record.id}/line_items`);
  }
  if (record.object === 'charge' && field === 'refunds') {
    const refunds = world.store.refunds.of(record.id).reverse();
    return { ...listOf(refunds.slice(0, SHOWN), `/v1/charges/${record.id}/refunds`), has_more: refunds.length > SHOWN };
  }
  return undefined;
}
