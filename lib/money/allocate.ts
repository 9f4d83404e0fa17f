import { invariant } from '@/lib/errors';

/**
 * Splits a total over weights by largest remainder: each share is the ideal one rounded down or up,
 * and the shares sum to the total exactly. Where remainders tie, the spare units go to the first in
 * order, counted from `rotation` on, so that over many bills no line is always the lucky one.
 *
 * @param totalMinor a safe integer, 0 or more
 * @param weights safe integers, 0 or more; what weighs nothing gets nothing
 * @param rotation where ties begin; any integer, counted modulo the number of weights
 * @returns one share per weight, in the order of the weights
 * @throws when a total is left and nothing weighs anything
 */
export function allocate(totalMinor: number, weights: readonly number[], rotation = 0): number[] {
  invariant(Number.isSafeInteger(totalMinor) && totalMinor >= 0, 'a total is a safe integer of 0 or more');
  invariant(Number.isSafeInteger(rotation), 'a rotation is a safe integer');
  const sum = weights.reduce((before, weight) => {
    invariant(Number.isSafeInteger(weight) && weight >= 0, 'a weight is a safe integer of 0 or more');
    return before + BigInt(weight);
  }, 0n);
  if (totalMinor === 0) return weights.map(() => 0);
  invariant(sum > 0n, 'something must weigh more than nothing');

  const total = BigInt(totalMinor);
  const shares = weights.map((weight, index) => {
    // A product of two safe integers needs up to 106 bits, so this part is done in BigInt.
    const product = total * BigInt(weight);
    return { index, units: product / sum, remainder: product % sum };
  });
  const spare = Number(total - shares.reduce((before, share) => before + share.units, 0n));
  const place = (index: number) => modulo(index - rotation, weights.length);
  const lucky = [...shares]
    .sort((a, b) => compare(b.remainder, a.remainder) || place(a.index) - place(b.index))
    .slice(0, spare);
  for (const share of lucky) share.units += 1n;
  return shares.map((share) => Number(share.units));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function modulo(value: number, length: number): number {
  return ((value % length) + length) % length;
}
