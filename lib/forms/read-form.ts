import { z } from 'zod';
import { FieldRefused, FormTampered } from './errors';

/** Fields that React adds to a form for its own use. */
const REACT_FIELDS = '$ACTION';

/**
 * Reads a posted form strictly: every field that the schema knows at most once (a list any number of
 * times), none that it does not know. A file input that was left empty is no file.
 *
 * @throws FormTampered for what no form of ours sends
 * @throws FieldRefused naming the first field that is wrong
 */
export function readForm<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  data: unknown,
): z.infer<z.ZodObject<Shape>> {
  if (!(data instanceof FormData)) throw new FormTampered();
  const fields = new Map<string, FormDataEntryValue | FormDataEntryValue[]>();
  for (const [name, value] of data) {
    if (name.startsWith(REACT_FIELDS) || isEmptyFile(value)) continue;
    if (!Object.hasOwn(schema.shape, name)) throw new FormTampered();
    if (isList(schema.shape[name])) fields.set(name, [...toList(fields.get(name)), value]);
    else if (fields.has(name)) throw new FormTampered();
    else fields.set(name, value);
  }
  const parsed = schema.safeParse(Object.fromEntries(fields), { error: explain });
  if (parsed.success) return parsed.data;
  throw toRefusal(parsed.error);
}

function toRefusal(error: z.ZodError): FieldRefused | FormTampered {
  const issue = error.issues[0];
  const field = issue?.path[0];
  if (!issue || typeof field !== 'string' || issue.message === TAMPERED) return new FormTampered();
  return new FieldRefused(field, issue.message);
}

/** A choice that was not offered, an id that is none, a file for a text: nobody typed that. */
const TAMPERED = 'tampered';
type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** What to do about a field whose schema brings no sentence of its own. */
function explain(issue: Issue): string {
  if (issue.code === 'invalid_value' && issue.input !== undefined) return TAMPERED;
  if (issue.code === 'invalid_format' && (issue.format === 'uuid' || issue.format === 'guid')) return TAMPERED;
  if (issue.code === 'invalid_type' && issue.input !== undefined) return TAMPERED;
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'Please fill this in.' : `This needs at least ${issue.minimum} characters.`;
  if (issue.code === 'too_big') return `This is too long: at most ${issue.maximum} characters.`;
  if (issue.input === undefined || issue.input === '') return 'Please fill this in.';
  return 'Please look at this once more: it cannot be taken like this.';
}

function isList(schema: z.core.$ZodType | undefined): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isList(schema.unwrap());
  return schema instanceof z.ZodArray;
}

function toList<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isEmptyFile(value: FormDataEntryValue): boolean {
  // Browsers send it without a name, React's own encoding with one of its own.
  return typeof value !== 'string' && value.size === 0;
}
