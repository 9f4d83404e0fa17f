import type { Stripe } from 'stripe';
import { buildProduct } from '../payments/line-items';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { missing } from '../server/stripe-error';
import type { World } from '../world';
import { mergeMetadata, toMetadata } from './metadata';

export const productRoutes = [
  route('POST', '/v1/products', 'ProductCreateParams', createProduct),
  route('GET', '/v1/products', 'ProductListParams', listProducts),
  route('GET', '/v1/products/:id', 'ProductRetrieveParams', retrieveProduct),
  route('POST', '/v1/products/:id', 'ProductUpdateParams', updateProduct),
  route('DELETE', '/v1/products/:id', 'ProductDeleteParams', deleteProduct),
];

function createProduct(world: World, params: Stripe.ProductCreateParams): Stripe.Product {
  const product = world.store.products.put(
    buildProduct(world, {
      name: params.name,
      description: params.description ?? null,
      metadata: toMetadata(params.metadata),
      active: params.active ?? true,
    }),
  );
  world.emit('product.created', product);
  return product;
}

function listProducts(world: World, params: Stripe.ProductListParams) {
  return listPage(world.store.products, {
    kind: 'product',
    url: '/v1/products',
    params,
    keep: ({ created, active }) =>
      inRange(created, params.created) && (params.active === undefined || active === params.active),
  });
}

function retrieveProduct(
  world: World,
  _params: Stripe.ProductRetrieveParams,
  id: string,
): Stripe.Product {
  return findProduct(world, id);
}

function updateProduct(
  world: World,
  params: Stripe.ProductUpdateParams,
  id: string,
): Stripe.Product {
  const before = findProduct(world, id);
  const product = world.store.products.put({
    ...before,
    active: params.active ?? before.active,
    description: params.description === undefined ? before.description : params.description || null,
    metadata: mergeMetadata(before.metadata, params.metadata),
    name: params.name ?? before.name,
    updated: world.clock.seconds(),
  });
  world.emit('product.updated', product, { metadata: before.metadata, updated: before.updated });
  return product;
}

function deleteProduct(
  world: World,
  _params: Stripe.ProductDeleteParams,
  id: string,
): Stripe.DeletedProduct {
  const product = findProduct(world, id);
  world.store.products.delete(id);
  world.emit('product.deleted', product);
  return { id, object: 'product', deleted: true };
}

/** @throws StripeError 404 */
export function findProduct(world: World, id: string, param = 'id'): Stripe.Product {
  const product = world.store.products.get(id);
  if (product === null) throw missing('product', id, param);
  return product;
}
