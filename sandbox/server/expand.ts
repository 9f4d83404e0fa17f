import type { World } from '../world';
import { findObject, includable } from './find-object';
import { invalidRequest } from './stripe-error';

const DEEPEST = 4;

/**
 * Replaces ids by the objects they name, along paths such as
 * `payment_intent.latest_charge.balance_transaction` or `data.customer`.
 * @throws StripeError 400 for a path that leads nowhere or too deep.
 */
export function expand(world: World, answer: object, paths: readonly string[]): object {
  let expanded = answer;
  for (const path of paths) {
    const steps = path.split('.');
    const counted = steps.filter((step) => step !== 'data').length;
    if (counted > DEEPEST) {
      throw invalidRequest(`You cannot expand more than ${DEEPEST} levels of a property`, undefined, 'expand');
    }
    expanded = expandRecord(world, expanded, steps, path);
  }
  return expanded;
}

function expandRecord(world: World, record: object, steps: string[], path: string): object {
  const [step, ...rest] = steps;
  if (step === undefined) return record;
  const shown = valueAt(record, step);
  const value = shown === undefined ? includable(world, record, step) : shown;
  if (value === undefined) throw notExpandable(path);
  return { ...record, [step]: expandValue(world, value, rest, path) };
}

function expandValue(world: World, value: unknown, rest: string[], path: string): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => expandValue(world, item, rest, path));
  if (typeof value === 'object') return expandRecord(world, value, rest, path);
  const found = typeof value === 'string' ? findObject(world, value) : null;
  if (found === null) throw notExpandable(path);
  return expandRecord(world, found, rest, path);
}

function valueAt(record: object, step: string): unknown {
  const entry: [string, unknown] | undefined = Object.entries(record).find(([name]) => name === step);
  return entry?.[1];
}

function notExpandable(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`, undefined, 'expand');
}
