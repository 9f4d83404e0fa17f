import type { Visibility } from '@/lib/tips/input';

type Filter = { state: string | null; month: string | null; visibility: Visibility | null; search: string | null };

/** Search and filters: a plain GET form, so that every view has an address and works without script. */
export function TipFilters({ filter, months }: { filter: Filter; months: { value: string; label: string }[] }) {
  return (
    <form action="/dashboard/tips" className="tip-filters" role="search" aria-label="Tips">
      <label className="tip-search">
        <span>Words in message or name</span>
        <input type="search" name="search" defaultValue={filter.search ?? ''} maxLength={100} autoComplete="off" className="field" />
      </label>
      <Choice name="state" label="Money" value={filter.state} options={STATES} />
      <Choice name="month" label="Month" value={filter.month} options={months} />
      <Choice name="visibility" label="Shown to" value={filter.visibility} options={VISIBILITIES} />
      <button type="submit" className="button button-plain">
        Show
      </button>
    </form>
  );
}

const STATES = [
  { value: 'accrued', label: 'On tabs' },
  { value: 'held', label: 'Held' },
  { value: 'available', label: 'Available' },
  { value: 'reserved', label: 'In a payout' },
  { value: 'paid', label: 'Paid out' },
  { value: 'refunded', label: 'Refunded' },
  { value: 'disputed', label: 'Disputed' },
];

const VISIBILITIES = [
  { value: 'public', label: 'Everyone' },
  { value: 'creator_only', label: 'Only you' },
  { value: 'anonymous', label: 'Anonymous' },
];

function Choice(props: { name: string; label: string; value: string | null; options: { value: string; label: string }[] }) {
  return (
    <label>
      <span>{props.label}</span>
      <select name={props.name} defaultValue={props.value ?? ''} className="field">
        <option value="">All</option>
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
