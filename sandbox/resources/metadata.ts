import type { Stripe } from 'stripe';

type Given = Stripe.Emptyable<Stripe.MetadataParam> | undefined;

/** Metadata of a new object: values are strings, empty ones are left out. */
export function toMetadata(given: Given): Stripe.Metadata {
  return mergeMetadata({}, given);
}

/** Stripe's update: named keys change, an empty value removes one, '' removes all. */
export function mergeMetadata(current: Stripe.Metadata | null, given: Given): Stripe.Metadata {
  if (given === undefined) return current ?? {};
  if (given === '' || given === null) return {};
  const merged = { ...current };
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === '') delete merged[key];
    else merged[key] = String(value);
  }
  return merged;
}
