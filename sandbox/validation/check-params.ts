import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseJson } from '../store/parse-json';
import { isGroup, listOf, type Raw, type RawGroup } from '../server/decode-body';
import { invalidParam } from '../server/stripe-error';
import type { ParamName, ParamTypes } from './param-types';
import type { Definitions, Shape, ShapeRef } from './shapes';

const definitions = readDefinitions(
  parseJson(readFileSync(fileURLToPath(new URL('definitions.json', import.meta.url)), 'utf8')),
);

/**
 * Reads a decoded request as the parameters that the SDK declares under `name`: words become
 * numbers and booleans where those are declared.
 * @throws StripeError 400 for an unknown, missing or wrongly typed parameter, like Stripe.
 */
export function checkParams<Name extends ParamName>(name: Name, raw: RawGroup): ParamTypes[Name] {
  const root = definitions.roots[name];
  if (root === undefined) throw new Error(`${name} is not in definitions.json: generate it anew`);
  const checked = coerce(root, raw, '');
  if (!isChecked(name, checked)) throw new Error(`${name} is no group of parameters`);
  return checked;
}

/**
 * What `coerce` returned follows the shapes, which were generated from exactly these types; that
 * is the proof which the compiler cannot see.
 */
function isChecked<Name extends ParamName>(_name: Name, value: unknown): value is ParamTypes[Name] {
  return typeof value === 'object' && value !== null;
}

function coerce(ref: ShapeRef, raw: Raw, path: string): unknown {
  const shape = shapeAt(ref);
  if (typeof shape === 'string') return coerceScalar(shape, raw, path);
  if ('words' in shape) return coerceWord(shape.words, raw, path);
  if ('oneOf' in shape) return coerceOneOf(shape.oneOf, raw, path);
  if ('array' in shape) {
    const list = listOf(raw);
    if (list === null) throw invalidParam('Invalid array', path);
    return list.map((item, place) => coerce(shape.array, item, `${path}[${place}]`));
  }
  if (!isGroup(raw)) throw invalidParam('Invalid object', path);
  if ('map' in shape) {
    const entries = Object.entries(raw);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, coerce(shape.map, value, `${path}[${name}]`)]),
    );
  }
  return coerceFields(shape.fields, shape.required, raw, path);
}

function coerceFields(
  fields: Record<string, ShapeRef>,
  required: string[],
  raw: RawGroup,
  path: string,
): Record<string, unknown> {
  const within = (name: string) => (path === '' ? name : `${path}[${name}]`);
  const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(fields, name));
  const [first] = unknown;
  if (first !== undefined) {
    const names = unknown.map(within).join(', ');
    const message = `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${names}`;
    throw invalidParam(message, within(first), 'parameter_unknown');
  }
  const absent = required.find((name) => raw[name] === undefined);
  if (absent !== undefined) {
    const param = within(absent);
    throw invalidParam(`Missing required param: ${param}.`, param, 'parameter_missing');
  }
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const ref = fields[name];
    if (ref !== undefined) checked[name] = coerce(ref, value, within(name));
  }
  return checked;
}

function coerceScalar(shape: Extract<Shape, string>, raw: Raw, path: string): unknown {
  if (shape === 'any') return raw;
  if (shape === 'number') return coerceNumber(raw, path);
  if (shape === 'boolean') {
    if (raw === true || raw === 'true') return true;
    if (raw === false || raw === 'false') return false;
    throw invalidParam(`Invalid boolean: ${String(raw)}`, path);
  }
  if (typeof raw !== 'string') throw invalidParam('Invalid string', path);
  if (shape === 'empty' && raw !== '') throw invalidParam(`Invalid value: ${raw}`, path);
  if (shape === 'decimal' && !/^-?\d+(\.\d+)?$/.test(raw)) {
    throw invalidParam(`Invalid decimal: ${raw}`, path, 'parameter_invalid_decimal');
  }
  if (shape === 'string' && raw === '' && !/(^|\[)metadata\b/.test(path)) throw emptyString(path);
  return raw;
}

/** Stripe's amounts and times are integers; only rates are not. */
function coerceNumber(raw: Raw, path: string): number {
  const text = String(raw);
  if (text === '') throw emptyString(path);
  const rate = /percent\]?$|rate\]?$|ratio\]?$/.test(path);
  const value = Number(text);
  if (!/^-?\d+(\.\d+)?$/.test(text) || (!rate && !Number.isSafeInteger(value))) {
    throw invalidParam(`Invalid integer: ${text}`, path, 'parameter_invalid_integer');
  }
  return value;
}

function coerceWord(words: string[], raw: Raw, path: string): string {
  if (typeof raw === 'string' && words.includes(raw)) return raw;
  const known = words.length > 12 ? 'a value that Stripe knows' : `one of ${words.join(', ')}`;
  throw invalidParam(`Invalid ${path}: must be ${known}`, path);
}

function coerceOneOf(refs: ShapeRef[], raw: Raw, path: string): unknown {
  let refused: unknown = invalidParam(`Invalid ${path}`, path);
  for (const ref of [...refs].sort((one, other) => rank(one) - rank(other))) {
    try {
      return coerce(ref, raw, path);
    } catch (error) {
      // The reason of the alternative that has the right form is the one worth telling.
      if (fits(shapeAt(ref), raw)) refused = error;
    }
  }
  throw refused;
}

/**
 * Exact readings before loose ones: `true` is a boolean before it is a string; but where a string
 * is declared, "007" is not the number seven (metadata).
 */
function rank(ref: ShapeRef): number {
  const shape = shapeAt(ref);
  if (shape === 'number') return 2;
  return shape === 'string' || shape === 'any' ? 1 : 0;
}

function fits(shape: Shape, raw: Raw): boolean {
  const grouped = typeof shape === 'object' && !('words' in shape) && !('oneOf' in shape);
  return shape !== 'empty' && grouped === (typeof raw === 'object' && raw !== null);
}

/** The file is generated and a test compares it; a look at its outline is enough here. */
function readDefinitions(value: unknown): Definitions {
  const outlined = (read: unknown): read is Definitions =>
    typeof read === 'object' && read !== null && 'roots' in read && 'shapes' in read;
  if (!outlined(value)) throw new Error('definitions.json is damaged: generate it anew');
  return value;
}

function shapeAt(ref: ShapeRef): Shape {
  const shape = definitions.shapes[ref];
  if (shape === undefined) throw new Error(`definitions.json has no shape ${ref}`);
  return shape;
}

function emptyString(path: string) {
  const message =
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a ` +
    `parameter; however '${path}' cannot be unset.`;
  return invalidParam(message, path, 'parameter_invalid_empty');
}
