/** The query of an address; anybody may have written it. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

/** One value of a query; given twice or not at all, it is nothing. */
export function only(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
