import { Stripe } from 'stripe';
import { invalidParam, missing } from '../server/stripe-error';
import { toMetadata } from '../resources/metadata';
import { newStripeId } from '../store/ids';
import type { World } from '../world';

type LineParams = Stripe.Checkout.SessionCreateParams.LineItem;

/** The line items of a session; each names a price, or says one in `price_data`. */
export function buildLineItems(world: World, lines: LineParams[]): Stripe.LineItem[] {
  if (lines.length === 0) {
    throw invalidParam('Missing required param: line_items.', 'line_items', 'parameter_missing');
  }
  const items = lines.map((line, place) => buildLineItem(world, line, `line_items[${place}]`));
  const currencies = new Set(items.map((item) => item.currency));
  if (currencies.size > 1) {
    throw invalidParam('All line items must have the same currency.', 'line_items');
  }
  return items;
}

function buildLineItem(world: World, line: LineParams, path: string): Stripe.LineItem {
  const quantity = line.quantity ?? 1;
  if (quantity < 1) {
    throw invalidParam('Quantity must be at least 1.', `${path}[quantity]`);
  }
  const price = line.price_data
    ? priceFromData(world, line.price_data, path)
    : findPrice(world, line.price, path);
  const amount = (price.unit_amount ?? 0) * quantity;
  const product = world.store.products.get(String(price.product));
  return {
    id: newStripeId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: product?.name ?? null,
    metadata: toMetadata(line.metadata),
    price,
    quantity,
  };
}

function findPrice(world: World, id: string | undefined, path: string): Stripe.Price {
  if (id === undefined) {
    const param = `${path}[price]`;
    throw invalidParam(`Missing required param: ${param}.`, param, 'parameter_missing');
  }
  const price = world.store.prices.get(id);
  if (price === null) throw missing('price', id, `${path}[price]`);
  return price;
}

/** `price_data` makes a price and, with `product_data`, a product, both inactive like Stripe's. */
function priceFromData(
  world: World,
  data: Stripe.Checkout.SessionCreateParams.LineItem.PriceData,
  path: string,
): Stripe.Price {
  const { unit_amount: unitAmount, product_data: productData } = data;
  if (unitAmount === undefined || unitAmount < 0) {
    const param = `${path}[price_data][unit_amount]`;
    throw invalidParam(`Missing required param: ${param}.`, param, 'parameter_missing');
  }
  if (!/^[a-z]{3}$/i.test(data.currency)) {
    throw invalidParam(`Invalid currency: ${data.currency}`, `${path}[price_data][currency]`);
  }
  if (data.product !== undefined && world.store.products.get(data.product) === null) {
    throw missing('product', data.product, `${path}[price_data][product]`);
  }
  if (data.product === undefined && productData === undefined) {
    const param = `${path}[price_data][product_data]`;
    throw invalidParam(`Missing required param: ${param}.`, param, 'parameter_missing');
  }
  const product = data.product ?? addInlineProduct(world, productData?.name ?? '', productData);
  return world.store.prices.put(
    buildPrice(world, { currency: data.currency, unitAmount, product, active: false }),
  );
}

function addInlineProduct(
  world: World,
  name: string,
  data: Stripe.Checkout.SessionCreateParams.LineItem.PriceData.ProductData | undefined,
): string {
  const product = buildProduct(world, {
    name,
    description: data?.description ?? null,
    metadata: toMetadata(data?.metadata),
    active: false,
  });
  return world.store.products.put(product).id;
}

export interface NewPrice {
  currency: string;
  unitAmount: number | null;
  product: string;
  active: boolean;
  recurring?: Stripe.Price.Recurring | null;
  nickname?: string | null;
  lookupKey?: string | null;
  metadata?: Stripe.Metadata;
}

export function buildPrice(world: World, input: NewPrice): Stripe.Price {
  return {
    id: newStripeId('price'),
    object: 'price',
    active: input.active,
    billing_scheme: 'per_unit',
    created: world.clock.seconds(),
    currency: input.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: input.lookupKey ?? null,
    metadata: input.metadata ?? {},
    nickname: input.nickname ?? null,
    product: input.product,
    recurring: input.recurring ?? null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: input.recurring ? 'recurring' : 'one_time',
    unit_amount: input.unitAmount,
    unit_amount_decimal: input.unitAmount === null ? null : Stripe.Decimal.from(input.unitAmount),
  };
}

export interface NewProduct {
  name: string;
  description: string | null;
  metadata: Stripe.Metadata;
  active: boolean;
}

export function buildProduct(world: World, input: NewProduct): Stripe.Product {
  const now = world.clock.seconds();
  return {
    id: newStripeId('prod', 14),
    object: 'product',
    active: input.active,
    created: now,
    default_price: null,
    description: input.description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: input.metadata,
    name: input.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: now,
    url: null,
  };
}
