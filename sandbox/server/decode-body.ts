import { invalidParam } from './stripe-error';

/** A decoded request: words, lists and named groups, still without types. */
export type Raw = string | number | boolean | null | Raw[] | RawGroup;
export interface RawGroup {
  [name: string]: Raw;
}

const MAX_DEPTH = 10;

/** Whether a decoded value is a group; whatever JSON holds is decoded. */
export function isGroup(raw: unknown): raw is RawGroup {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/**
 * Decodes `a[b][0]=c` as Stripe does. Lists come as groups with numbers (or nothing) for names;
 * whether a group is a list is decided by the shape that the parameter should have.
 */
export function decodeForm(text: string): RawGroup {
  const root = newGroup();
  for (const [key, value] of new URLSearchParams(text)) setPath(root, pathOf(key), value, key);
  return root;
}

function pathOf(key: string): string[] {
  const [, head, rest] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key) ?? [];
  if (head === undefined) throw invalidParam(`Received unknown parameter: ${key}`, key, 'parameter_unknown');
  const path = [head, ...[...(rest ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
  if (path.length > MAX_DEPTH) throw invalidParam(`Invalid ${head}: nested too deeply`, head);
  return path;
}

function setPath(root: RawGroup, path: string[], value: string, key: string): void {
  let group = root;
  for (const [place, part] of path.entries()) {
    const name = part === '' ? String(Object.keys(group).length) : part;
    if (place === path.length - 1) {
      group[name] = value;
      return;
    }
    const next = group[name] ?? newGroup();
    if (!isGroup(next)) throw invalidParam(`Invalid ${key}: it is both a value and a group`, key);
    group[name] = next;
    group = next;
  }
}

/** Without a prototype, so that a parameter named `__proto__` is only an unknown parameter. */
function newGroup(): RawGroup {
  const group: unknown = Object.create(null);
  return isGroup(group) ? group : {};
}

/** The elements of a list that was sent as `name[0]`, `name[1]` or `name[]`; null if it is none. */
export function listOf(raw: Raw): Raw[] | null {
  if (Array.isArray(raw)) return raw;
  if (!isGroup(raw)) return null;
  const names = Object.keys(raw);
  if (!names.every((name) => /^\d+$/.test(name))) return null;
  const ordered = names.map(Number).sort((one, other) => one - other);
  return ordered.map((name) => raw[String(name)] ?? '');
}
