/** One line of the bench. `ratio` compares with `baseline`, which was measured in the same run. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  baseline: number | null;
  ratio: number | null;
};

/** A bench: a name to ask for it by, and its figures, one by one as they are ready. */
export type Bench = { name: string; run: () => AsyncIterable<Figure> };

const ROUNDS = 5;

/** What was measured in one round, beside its baseline in the same round. */
export type Pair = { value: number; baseline: number };

/**
 * Measures something beside its baseline: after one round of each to warm up, they take turns, and
 * the medians count, so that a machine that grows slower on the way slows both. The ratio is the
 * median of the rounds' own ratios, because the two halves of a round saw the same machine.
 */
export async function compare(
  name: string,
  unit: string,
  value: () => Promise<number>,
  baseline: () => Promise<number>,
  rounds = ROUNDS,
): Promise<Figure> {
  await baseline();
  await value();
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Who goes first changes from round to round: what one leaves behind burdens each alike.
    if (round % 2 === 0) pairs.push({ baseline: await baseline(), value: await value() });
    else pairs.push({ value: await value(), baseline: await baseline() });
  }
  return compared(name, unit, pairs);
}

/** The figure of rounds that were measured elsewhere. */
export function compared(name: string, unit: string, pairs: readonly Pair[]): Figure {
  return {
    name,
    value: rounded(median(pairs.map((pair) => pair.value))),
    unit,
    baseline: rounded(median(pairs.map((pair) => pair.baseline))),
    ratio: rounded(median(pairs.map((pair) => pair.value / pair.baseline))),
  };
}

/** A figure that stands for itself. */
export function alone(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, baseline: null, ratio: null };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
