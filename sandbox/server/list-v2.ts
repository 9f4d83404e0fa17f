import type { Collection } from '../store/collection';
import { invalidParam } from './stripe-error';

interface ListAnswer<Item> {
  data: Item[];
  next_page_url: string | null;
  previous_page_url: null;
}

/**
 * One page of a list as the API v2 gives it, newest first: the next page has an address.
 * @throws StripeError 400 for a limit out of 1–100, or a page that is not there.
 */
export function listPageV2<Item extends { id: string }>(
  collection: Collection<Item>,
  url: string,
  { limit = 20, page }: { limit?: number; page?: string },
  keep: (item: Item) => boolean = () => true,
  query: readonly [string, string][] = [],
): ListAnswer<Item> {
  if (limit < 1 || limit > 100) throw invalidParam('This value must be between 1 and 100 (inclusive).', 'limit');
  if (page !== undefined && !collection.has(page)) throw invalidParam('There is no such page.', 'page');
  const found = collection.page(keep, { limit, startingAfter: page });
  const last = found.items.at(-1);
  const next = new URLSearchParams([...query, ['limit', String(limit)], ['page', last?.id ?? '']]);
  return { data: found.items, next_page_url: found.hasMore ? `${url}?${next}` : null, previous_page_url: null };
}
