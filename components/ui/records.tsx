import type { ReactNode } from 'react';

export type RecordColumn = {
  label: string;
  /** Sums and counts stand at the end, in columns of figures. */
  end?: boolean;
  /** On a phone this stands small under the name, without its label: a day, a state. */
  quiet?: boolean;
};

export type RecordRow = { key: string; cells: ReactNode[] };

/**
 * A list of records: a table on a desk, a card for each on a phone. The roles are written out,
 * because browsers forget them once the stylesheet lays a table out as blocks. The first cell names
 * its record.
 */
export function Records(props: { caption: string; columns: RecordColumn[]; rows: RecordRow[]; empty: ReactNode }) {
  const { caption, columns, rows } = props;
  if (rows.length === 0) return <div className="empty">{props.empty}</div>;
  return (
    <table className="records" role="table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.label} role="columnheader" scope="col" className={column.end ? 'end' : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.key} role="row">
            {row.cells.map((cell, at) => (
              <RecordCell key={columns[at]?.label ?? at} column={columns[at]} first={at === 0}>
                {cell}
              </RecordCell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RecordCell(props: { column: RecordColumn | undefined; first: boolean; children: ReactNode }) {
  const className = props.column?.end ? 'end' : props.column?.quiet ? 'quiet' : undefined;
  if (props.first) {
    return (
      <th role="rowheader" scope="row" className={className}>
        {props.children}
      </th>
    );
  }
  return (
    <td role="cell" className={className} data-label={props.column?.label}>
      {props.children}
    </td>
  );
}

/** The way through a long list, by key and not by number; null where it ends. */
export function Pager(props: { newerHref: string | null; olderHref: string | null }) {
  if (!props.newerHref && !props.olderHref) return null;
  return (
    <nav aria-label="Pages" className="pager">
      {props.newerHref ? (
        <a href={props.newerHref} rel="prev" className="button button-plain">
          Newer
        </a>
      ) : (
        <span />
      )}
      {props.olderHref && (
        <a href={props.olderHref} rel="next" className="button button-plain">
          Older
        </a>
      )}
    </nav>
  );
}

/** What is known about one thing: label and value, row by row. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

export function Fact(props: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
