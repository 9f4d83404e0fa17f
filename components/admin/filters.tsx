import type { ReactNode } from 'react';

export type Choice = { value: string; label: string };

/**
 * Filters of a list: a plain GET form, so that every view has an address to keep and to send.
 *
 * @param label needed where a page has two of them
 */
export function Filters({ action, label = 'Filter', children }: { action: string; label?: string; children: ReactNode }) {
  return (
    <form action={action} className="filters" aria-label={label}>
      {children}
      <button type="submit" className="button button-plain button-small">Filter</button>
    </form>
  );
}

export function FilterSelect(props: { name: string; label: string; value: string; choices: readonly Choice[] }) {
  return (
    <label>
      <span>{props.label}</span>
      <select name={props.name} defaultValue={props.value} className="field">
        <option value="">All</option>
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>{choice.label}</option>
        ))}
      </select>
    </label>
  );
}

export function FilterText(props: { name: string; label: string; value: string; type?: 'text' | 'date'; placeholder?: string }) {
  return (
    <label>
      <span>{props.label}</span>
      <input name={props.name} type={props.type ?? 'text'} defaultValue={props.value} placeholder={props.placeholder} autoComplete="off" className="field" />
    </label>
  );
}

/** The address of the same list at another place, with its filters kept. */
export function listHref(path: string, filters: Record<string, string | undefined>, at: string | null): string | null {
  if (at === null) return null;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  query.set('at', at);
  return `${path}?${query.toString()}`;
}
