import type { Stripe } from 'stripe';
import { buildCustomer } from '../payments/build-customer';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { toAddress } from './address';
import { mergeMetadata, toMetadata } from './metadata';

export const customerRoutes = [
  route('POST', '/v1/customers', 'CustomerCreateParams', createCustomer),
  route('GET', '/v1/customers', 'CustomerListParams', listCustomers),
  route('GET', '/v1/customers/:id', 'CustomerRetrieveParams', retrieveCustomer),
  route('POST', '/v1/customers/:id', 'CustomerUpdateParams', updateCustomer),
  route('DELETE', '/v1/customers/:id', 'CustomerDeleteParams', deleteCustomer),
  route(
    'GET',
    '/v1/customers/:id/payment_methods',
    'CustomerListPaymentMethodsParams',
    listCustomerMethods,
  ),
  route(
    'GET',
    '/v1/customers/:id/payment_methods/:id',
    'CustomerRetrievePaymentMethodParams',
    retrieveCustomerMethod,
  ),
];

function createCustomer(world: World, params: Stripe.CustomerCreateParams): Stripe.Customer {
  const customer = world.store.customers.put(
    buildCustomer(world, {
      email: params.email ?? null,
      name: params.name ?? null,
      description: params.description ?? null,
      phone: params.phone ?? null,
      metadata: toMetadata(params.metadata),
      address: toAddress(params.address),
      preferredLocales: params.preferred_locales ?? [],
      defaultPaymentMethod: params.invoice_settings?.default_payment_method ?? null,
    }),
  );
  world.emit('customer.created', customer);
  return customer;
}

function listCustomers(world: World, params: Stripe.CustomerListParams) {
  return listPage(world.store.customers, {
    kind: 'customer',
    url: '/v1/customers',
    params,
    keep: ({ created, email }) =>
      inRange(created, params.created) && (params.email === undefined || email === params.email),
  });
}

function retrieveCustomer(
  world: World,
  _params: Stripe.CustomerRetrieveParams,
  id: string,
): Stripe.Customer | Stripe.DeletedCustomer {
  return world.store.deletedCustomers.get(id) ?? findCustomer(world, id);
}

function updateCustomer(
  world: World,
  params: Stripe.CustomerUpdateParams,
  id: string,
): Stripe.Customer {
  const before = findCustomer(world, id);
  const settings = params.invoice_settings;
  const customer = world.store.customers.put({
    ...before,
    ...(params.address === undefined ? {} : { address: toAddress(params.address) }),
    ...(params.description === undefined ? {} : { description: params.description || null }),
    ...(params.email === undefined ? {} : { email: params.email || null }),
    ...(params.name === undefined ? {} : { name: params.name || null }),
    ...(params.phone === undefined ? {} : { phone: params.phone || null }),
    ...(params.preferred_locales ? { preferred_locales: params.preferred_locales } : {}),
    invoice_settings: {
      ...before.invoice_settings,
      ...(settings?.default_payment_method
        ? { default_payment_method: settings.default_payment_method }
        : {}),
    },
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  world.emit('customer.updated', customer, { metadata: before.metadata, email: before.email });
  return customer;
}

function deleteCustomer(
  world: World,
  _params: Stripe.CustomerDeleteParams,
  id: string,
): Stripe.DeletedCustomer {
  const customer = findCustomer(world, id);
  for (const method of world.store.paymentMethods.of(id)) {
    world.store.paymentMethods.put({ ...method, customer: null });
  }
  world.store.customers.delete(id);
  world.emit('customer.deleted', customer);
  return world.store.deletedCustomers.put({ id, object: 'customer', deleted: true });
}

function listCustomerMethods(
  world: World,
  params: Stripe.CustomerListPaymentMethodsParams,
  id: string,
) {
  findCustomer(world, id);
  return listPage(world.store.paymentMethods, {
    kind: 'payment_method',
    url: `/v1/customers/${id}/payment_methods`,
    params,
    keep: (method) =>
      idOf(method.customer) === id && (params.type === undefined || params.type === method.type),
  });
}

function retrieveCustomerMethod(
  world: World,
  _params: Stripe.CustomerRetrievePaymentMethodParams,
  id: string,
  methodId: string,
): Stripe.PaymentMethod {
  findCustomer(world, id);
  const method = world.store.paymentMethods.get(methodId);
  if (method === null || idOf(method.customer) !== id) throw missing('PaymentMethod', methodId);
  return method;
}

/** @throws StripeError 404 when there is no such customer, or no longer. */
export function findCustomer(world: World, id: string, param = 'id'): Stripe.Customer {
  const customer = world.store.customers.get(id);
  if (customer === null) throw missing('customer', id, param);
  return customer;
}
