import type { Stripe } from 'stripe';
import { buildPrice, buildProduct } from '../payments/line-items';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { invalidParam, missing } from '../server/stripe-error';
import type { World } from '../world';
import { mergeMetadata, toMetadata } from './metadata';
import { findProduct } from './products';

export const priceRoutes = [
  route('POST', '/v1/prices', 'PriceCreateParams', createPrice),
  route('GET', '/v1/prices', 'PriceListParams', listPrices),
  route('GET', '/v1/prices/:id', 'PriceRetrieveParams', retrievePrice),
  route('POST', '/v1/prices/:id', 'PriceUpdateParams', updatePrice),
];

function createPrice(world: World, params: Stripe.PriceCreateParams): Stripe.Price {
  if (params.unit_amount === undefined) {
    throw invalidParam('Missing required param: unit_amount.', 'unit_amount', 'parameter_missing');
  }
  const price = world.store.prices.put(
    buildPrice(world, {
      currency: params.currency,
      unitAmount: params.unit_amount,
      product: productOf(world, params),
      active: params.active ?? true,
      nickname: params.nickname ?? null,
      lookupKey: params.lookup_key ?? null,
      metadata: toMetadata(params.metadata),
      recurring: params.recurring
        ? {
            interval: params.recurring.interval,
            interval_count: params.recurring.interval_count ?? 1,
            meter: null,
            trial_period_days: null,
            usage_type: params.recurring.usage_type ?? 'licensed',
          }
        : null,
    }),
  );
  world.emit('price.created', price);
  return price;
}

function productOf(world: World, params: Stripe.PriceCreateParams): string {
  if (params.product !== undefined) return findProduct(world, params.product, 'product').id;
  if (params.product_data === undefined) {
    throw invalidParam('Missing required param: product.', 'product', 'parameter_missing');
  }
  const product = world.store.products.put(
    buildProduct(world, {
      name: params.product_data.name,
      description: null,
      metadata: toMetadata(params.product_data.metadata),
      active: params.product_data.active ?? true,
    }),
  );
  world.emit('product.created', product);
  return product.id;
}

function listPrices(world: World, params: Stripe.PriceListParams) {
  return listPage(world.store.prices, {
    kind: 'price',
    url: '/v1/prices',
    params,
    keep: (price) =>
      inRange(price.created, params.created) &&
      (params.active === undefined || price.active === params.active) &&
      (params.product === undefined || price.product === params.product),
  });
}

function retrievePrice(
  world: World,
  _params: Stripe.PriceRetrieveParams,
  id: string,
): Stripe.Price {
  return findPrice(world, id);
}

function updatePrice(world: World, params: Stripe.PriceUpdateParams, id: string): Stripe.Price {
  const before = findPrice(world, id);
  const price = world.store.prices.put({
    ...before,
    active: params.active ?? before.active,
    metadata: mergeMetadata(before.metadata, params.metadata),
    nickname: params.nickname ?? before.nickname,
  });
  world.emit('price.updated', price, { metadata: before.metadata });
  return price;
}

function findPrice(world: World, id: string): Stripe.Price {
  const price = world.store.prices.get(id);
  if (price === null) throw missing('price', id);
  return price;
}
