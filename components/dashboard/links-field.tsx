'use client';

import { useId, useRef, useState } from 'react';
import { useForm } from '@/components/ui/action-form';
import { Icon } from '@/components/ui/icon';
import { LINKS_MOST } from '@/lib/creators/input';

type Row = { key: number; label: string; url: string };

/**
 * Up to eight links in an order of one's own. Rows are numbered by where they stand, so the form says
 * the order by itself; without JavaScript two empty rows wait below.
 */
export function LinksField({ links }: { links: { label: string; url: string }[] }) {
  const { state } = useForm();
  const [rows, setRows] = useState<Row[]>(() => firstRows(links, state.typed));
  const list = useRef<HTMLUListElement>(null);

  /** The form listens to input events; moving a row makes none of its own. */
  const change = (next: Row[]) => {
    setRows(next);
    requestAnimationFrame(() => list.current?.dispatchEvent(new Event('input', { bubbles: true })));
  };
  const type = (at: number, part: Partial<Row>) => setRows(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  const move = (from: number, to: number) => {
    const next = [...rows];
    const [moved] = next.splice(from, 1);
    if (moved) next.splice(to, 0, moved);
    change(next);
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <ul ref={list} className="grid grid-cols-1 gap-4">
        {rows.map((row, at) => (
          <LinkRow key={row.key} row={row} at={at} last={at === rows.length - 1} type={(part) => type(at, part)} move={(by) => move(at, at + by)} />
        ))}
      </ul>
      {rows.length < LINKS_MOST && (
        <button type="button" className="button button-plain justify-self-start" onClick={() => setRows([...rows, empty(rows)])}>
          Add a link
        </button>
      )}
    </div>
  );
}

function LinkRow(props: { row: Row; at: number; last: boolean; type: (part: Partial<Row>) => void; move: (by: number) => void }) {
  const { row, at } = props;
  const number = at + 1;
  return (
    <li className="link-row">
      <LinkInput name={`url${number}`} label={`Address ${number}`} placeholder="https://" value={row.url} change={(url) => props.type({ url })} />
      <LinkInput name={`label${number}`} label={`Its name ${number}`} placeholder="Its name (optional)" value={row.label} change={(label) => props.type({ label })} />
      <span className="moves">
        <button type="button" className="move" aria-label={`Move link ${number} up`} disabled={at === 0} onClick={() => props.move(-1)}>
          <Icon name="chevron-up" />
        </button>
        <button type="button" className="move" aria-label={`Move link ${number} down`} disabled={props.last} onClick={() => props.move(1)}>
          <Icon name="chevron-down" />
        </button>
      </span>
    </li>
  );
}

function LinkInput(props: { name: string; label: string; placeholder: string; value: string; change: (value: string) => void }) {
  const { state } = useForm();
  const id = useId();
  const refusal = state.refusal?.field === props.name ? state.refusal.sentence : null;
  return (
    <div>
      <input
        name={props.name}
        aria-label={props.label}
        placeholder={props.placeholder}
        className="field"
        inputMode={props.name.startsWith('url') ? 'url' : undefined}
        autoComplete="off"
        maxLength={700}
        value={props.value}
        onChange={(event) => props.change(event.currentTarget.value)}
        aria-invalid={refusal ? true : undefined}
        aria-describedby={refusal ? id : undefined}
      />
      {refusal && (
        <p id={id} role="alert" className="refusal">
          {refusal}
        </p>
      )}
    </div>
  );
}

function firstRows(links: { label: string; url: string }[], typed: Record<string, string>): Row[] {
  const refused = 'url1' in typed;
  const known = refused
    ? Array.from({ length: LINKS_MOST }, (_, at) => ({ label: typed[`label${at + 1}`] ?? '', url: typed[`url${at + 1}`] ?? '' })).filter((row) => row.url || row.label)
    : links;
  const rows = [...known, { label: '', url: '' }, { label: '', url: '' }].slice(0, Math.max(known.length, Math.min(LINKS_MOST, known.length + 2)));
  return rows.map((row, key) => ({ ...row, key }));
}

function empty(rows: Row[]): Row {
  return { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, label: '', url: '' };
}
