import type { Stripe } from 'stripe';
import type { Collection } from '../store/collection';
import { invalidParam, missing } from './stripe-error';

interface ListAnswer<Item> {
  object: 'list';
  data: Item[];
  has_more: boolean;
  url: string;
}

/** Stripe's list, complete. */
export function listOf<Item>(data: Item[], url: string): ListAnswer<Item> {
  return { object: 'list', data, has_more: false, url };
}

interface ListRequest<Item> {
  kind: string;
  url: string;
  params: Stripe.PaginationParams;
  keep?: (item: Item) => boolean;
}

/**
 * One page of a collection, newest first, as every list route answers it.
 * @throws StripeError 400 for a limit out of 1–100, two cursors, or a cursor that is not there.
 */
export function listPage<Item extends { id: string }>(
  collection: Collection<Item>,
  { kind, url, params, keep = () => true }: ListRequest<Item>,
): ListAnswer<Item> {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100) {
    const message = `This value must be between 1 and 100 (inclusive).`;
    throw invalidParam(message, 'limit', 'parameter_invalid_integer');
  }
  const { starting_after: startingAfter, ending_before: endingBefore } = params;
  if (startingAfter !== undefined && endingBefore !== undefined) {
    const message = 'You cannot parameterize by both `starting_after` and `ending_before`.';
    throw invalidParam(message, 'ending_before');
  }
  for (const [param, cursor] of Object.entries({ starting_after: startingAfter, ending_before: endingBefore })) {
    if (cursor !== undefined && !collection.has(cursor)) throw missing(kind, cursor, param);
  }
  const page = collection.page(keep, { limit, startingAfter, endingBefore });
  return { object: 'list', data: page.items, has_more: page.hasMore, url };
}

/** Whether a time lies in the range that a `created` filter asks for. */
export function inRange(
  seconds: number,
  range: Stripe.RangeQueryParam | number | undefined,
): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return seconds === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return seconds > gt && seconds >= gte && seconds < lt && seconds <= lte;
}
